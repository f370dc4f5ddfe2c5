-- Removes at most p_limit sessions that have ended by themselves.  The result
-- is how many.
CREATE OR REPLACE PROCEDURE session_purge(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM session
	WHERE seen_at <= UTC_TIMESTAMP() - INTERVAL 15 MINUTE
	ORDER BY seen_at LIMIT p_limit;
	SELECT ROW_COUNT() AS removed;
END;
