-- Whose session it is, in one row, and that it is used now; no row when there
-- is none, when it was idle for 15 minutes, or is 12 hours old.
CREATE OR REPLACE PROCEDURE session_find(IN p_token BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	UPDATE session SET seen_at = UTC_TIMESTAMP()
	WHERE token = p_token
	AND seen_at > UTC_TIMESTAMP() - INTERVAL 15 MINUTE
	AND begun_at > UTC_TIMESTAMP() - INTERVAL 12 HOUR;
	SELECT id_hash, name, UNIX_TIMESTAMP(begun_at)
	FROM session
	WHERE token = p_token
	AND seen_at > UTC_TIMESTAMP() - INTERVAL 15 MINUTE
	AND begun_at > UTC_TIMESTAMP() - INTERVAL 12 HOUR;
END;
