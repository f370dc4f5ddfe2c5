-- Rows of batches that have expired, and the batches that are empty then.
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were together, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE lookup_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_last BIGINT UNSIGNED;

	SELECT MIN(moment), MAX(moment), MAX(job)
	INTO p_oldest, p_newest, v_last
	FROM (SELECT j.expires_at AS moment, j.job FROM lookup_job j
	    LEFT JOIN lookup_row r ON r.job = j.job
	    WHERE j.expires_at <= p_before
	    ORDER BY j.job, r.number LIMIT p_limit) AS ending;
	DELETE FROM lookup_row WHERE job <= v_last
	AND job IN (SELECT job FROM lookup_job WHERE expires_at <= p_before)
	ORDER BY job, number LIMIT p_limit;
	SET p_removed = ROW_COUNT();
	DELETE FROM lookup_job WHERE job <= v_last AND expires_at <= p_before
	AND job NOT IN (SELECT job FROM lookup_row WHERE job <= v_last);
	SET p_removed = p_removed + ROW_COUNT();
END;
