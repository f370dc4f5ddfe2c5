-- Whose session it is, in one row, and that it is used now; no row when there
-- is none, when it was idle for 15 minutes, or is 12 hours old.
--
-- The use is written down twice a minute at most: each time costs a wait for
-- the disk and for whoever else comes with the same session.  So a session may
-- end up to 30 seconds before it was idle for 15 minutes, and never after.
CREATE OR REPLACE PROCEDURE session_find(IN p_token BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	-- An UPDATE locks the row that it looks at, changed or not.
	IF EXISTS (SELECT 1 FROM session WHERE token = p_token
	    AND seen_at <= UTC_TIMESTAMP() - INTERVAL 30 SECOND) THEN
		UPDATE session SET seen_at = UTC_TIMESTAMP()
		WHERE token = p_token
		AND seen_at > UTC_TIMESTAMP() - INTERVAL 15 MINUTE
		AND begun_at > UTC_TIMESTAMP() - INTERVAL 12 HOUR;
	END IF;
	SELECT id_hash, name, UNIX_TIMESTAMP(begun_at)
	FROM session
	WHERE token = p_token
	AND seen_at > UTC_TIMESTAMP() - INTERVAL 15 MINUTE
	AND begun_at > UTC_TIMESTAMP() - INTERVAL 12 HOUR;
END;
