-- Removes at most p_limit reports that are 90 days old, the oldest first.  The
-- result is how many.
CREATE OR REPLACE PROCEDURE report_purge(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM verification_report WHERE expires_at <= UTC_TIMESTAMP()
	ORDER BY expires_at LIMIT p_limit;
	SELECT ROW_COUNT() AS removed;
END;
