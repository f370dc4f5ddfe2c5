-- For report readers: a row is one month in which annotated copies were
-- made or ended.
CREATE OR REPLACE PROCEDURE report_copies(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- month: YYYY-MM in China
	-- made: copies made in it
	-- withdrawn: copies that their holder withdrew in it, whenever made
	-- expired: copies whose days ended in it, not withdrawn before
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT DATE_FORMAT(c.at + INTERVAL 8 HOUR, '%Y-%m') AS month,
	    SUM(c.what = 'made') AS made, SUM(c.what = 'withdrawn') AS withdrawn,
	    SUM(c.what = 'expired') AS expired,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT 'made' AS what, made_at AS at
	    FROM annotation
	    WHERE made_at >= v_from AND made_at < v_to
	    UNION ALL
	    SELECT 'withdrawn', withdrawn_at
	    FROM annotation_withdrawal
	    WHERE withdrawn_at >= v_from AND withdrawn_at < v_to
	    UNION ALL
	    SELECT 'expired', a.made_at + INTERVAL a.days DAY
	    FROM annotation a
	    LEFT JOIN annotation_withdrawal w ON w.annotation = a.annotation
	    WHERE a.made_at >= v_from - INTERVAL 90 DAY AND a.made_at < v_to
	    AND a.made_at + INTERVAL a.days DAY >= v_from
	    AND a.made_at + INTERVAL a.days DAY < v_to
	    AND a.made_at + INTERVAL a.days DAY <= UTC_TIMESTAMP()
	    AND w.annotation IS NULL) c
	GROUP BY month
	ORDER BY month;
END;
