-- Removes at most p_limit attempts to sign in that are a day old: long past
-- use, and past every limit that counts them.  The result is how many.
CREATE OR REPLACE PROCEDURE sign_in_purge(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM sign_in
	WHERE begun_at <= UTC_TIMESTAMP() - INTERVAL 1 DAY
	ORDER BY begun_at LIMIT p_limit;
	SELECT ROW_COUNT() AS removed;
END;
