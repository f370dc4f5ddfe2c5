-- Removes at most p_limit copies whose annotations have expired, the oldest
-- first; the annotations stay.  The result is how many.
CREATE OR REPLACE PROCEDURE copy_purge(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM copy WHERE expires_at <= UTC_TIMESTAMP()
	ORDER BY expires_at LIMIT p_limit;
	SELECT ROW_COUNT() AS removed;
END;
