-- Which reports bureaus' calls gave, once a repeated call would be another one.
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE bureau_report_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	SELECT MIN(moment), MAX(moment) INTO p_oldest, p_newest
	FROM (SELECT at AS moment FROM bureau_report
	    WHERE at <= p_before
	    ORDER BY at, bureau, idempotency_key LIMIT p_limit FOR UPDATE)
	    AS ending;
	DELETE FROM bureau_report WHERE at <= p_before
	ORDER BY at, bureau, idempotency_key LIMIT p_limit;
	SET p_removed = ROW_COUNT();
END;
