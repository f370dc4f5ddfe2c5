-- Removes at most p_limit rows of batches that are an hour old, and the
-- batches that are empty then.  The result is how many rows.
CREATE OR REPLACE PROCEDURE lookup_purge(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_removed INT UNSIGNED;
	DELETE FROM lookup_row WHERE job IN (
	    SELECT job FROM lookup_job WHERE expires_at <= UTC_TIMESTAMP())
	LIMIT p_limit;
	SET v_removed = ROW_COUNT();
	DELETE FROM lookup_job WHERE expires_at <= UTC_TIMESTAMP()
	AND job NOT IN (SELECT job FROM lookup_row);
	SELECT v_removed AS removed;
END;
