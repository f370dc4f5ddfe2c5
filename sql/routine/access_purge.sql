-- Who was told about certificates, by when it was recorded; nothing that was not
-- counted for reports yet (access_count).  Then the pages that bureaus were
-- given, which say the same of many certificates at once, and last the calls
-- themselves with their purposes: an hour later, so that none goes before what
-- was told in it.
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
	DECLARE v_left INT UNSIGNED;
	DECLARE v_oldest, v_newest DATETIME(3);

	SELECT MIN(moment), MAX(moment) INTO p_oldest, p_newest
	FROM (SELECT at AS moment FROM access_event
	    WHERE at <= v_before
	    ORDER BY at, access LIMIT p_limit FOR UPDATE) AS ending;
	DELETE FROM access_event WHERE at <= v_before
	ORDER BY at, access LIMIT p_limit;
	SET p_removed = ROW_COUNT();
	SET v_left = p_limit - p_removed;
	IF v_left > 0 THEN
		SELECT MIN(moment), MAX(moment) INTO v_oldest, v_newest
		FROM (SELECT at AS moment FROM feed_page
		    WHERE at <= v_before
		    ORDER BY at, page LIMIT v_left FOR UPDATE) AS ending;
		DELETE FROM feed_page WHERE at <= v_before
		ORDER BY at, page LIMIT v_left;
		SET p_removed = p_removed + ROW_COUNT(),
		    p_oldest = LEAST(IFNULL(p_oldest, v_oldest),
			IFNULL(v_oldest, p_oldest)),
		    p_newest = GREATEST(IFNULL(p_newest, v_newest),
			IFNULL(v_newest, p_newest));
	END IF;
	SET v_left = p_limit - p_removed;
	IF v_left > 0 THEN
		SELECT MIN(moment), MAX(moment) INTO v_oldest, v_newest
		FROM (SELECT at AS moment FROM bureau_call
		    WHERE at <= v_before - INTERVAL 1 HOUR
		    ORDER BY at, bureau_call LIMIT v_left FOR UPDATE) AS ending;
		DELETE FROM bureau_call
		WHERE at <= v_before - INTERVAL 1 HOUR
		ORDER BY at, bureau_call LIMIT v_left;
		SET p_removed = p_removed + ROW_COUNT(),
		    p_oldest = LEAST(IFNULL(p_oldest, v_oldest),
			IFNULL(v_oldest, p_oldest)),
		    p_newest = GREATEST(IFNULL(p_newest, v_newest),
			IFNULL(v_newest, p_newest));
	END IF;
END;
