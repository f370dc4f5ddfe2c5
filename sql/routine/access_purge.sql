-- Who was told about certificates, by when it was recorded; nothing that was not
-- counted for reports yet (access_count).
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE access_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_before DATETIME DEFAULT LEAST(p_before, (SELECT access_until
	    FROM figure_head WHERE only = 1) - INTERVAL 1 SECOND);

	SELECT MIN(moment), MAX(moment) INTO p_oldest, p_newest
	FROM (SELECT at AS moment FROM access_event
	    WHERE at <= v_before
	    ORDER BY at, access LIMIT p_limit FOR UPDATE) AS ending;
	DELETE FROM access_event WHERE at <= v_before
	ORDER BY at, access LIMIT p_limit;
	SET p_removed = ROW_COUNT();
END;
