-- Copies whose annotations have expired; the annotations stay.
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE copy_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	SELECT MIN(moment), MAX(moment) INTO p_oldest, p_newest
	FROM (SELECT expires_at AS moment FROM copy
	    WHERE expires_at <= p_before
	    ORDER BY expires_at, annotation LIMIT p_limit FOR UPDATE) AS ending;
	DELETE FROM copy WHERE expires_at <= p_before
	ORDER BY expires_at, annotation LIMIT p_limit;
	SET p_removed = ROW_COUNT();
END;
