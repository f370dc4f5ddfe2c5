-- For report readers: a row is one scene that copies may be made for.
CREATE OR REPLACE PROCEDURE report_annotations(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- scene, scene_name: its word, and its newest name
	-- made: copies made in the period; report_refusals has those that were
	--	refused
	-- good, expired, withdrawn: what has become of those until now
	-- days_average: of validity asked for; NULL when there are none
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT s.code AS scene, s.name_zh AS scene_name,
	    IFNULL(f.made, 0) AS made,
	    IFNULL(f.made - f.expired - f.withdrawn, 0) AS good,
	    IFNULL(f.expired, 0) AS expired,
	    IFNULL(f.withdrawn, 0) AS withdrawn,
	    f.days_average,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM annotation_scene s
	LEFT JOIN (SELECT a.scene, COUNT(*) AS made,
		SUM(w.annotation IS NULL AND a.made_at + INTERVAL a.days DAY
		    <= UTC_TIMESTAMP()) AS expired,
		COUNT(w.annotation) AS withdrawn,
		ROUND(AVG(a.days), 2) AS days_average
	    FROM annotation a
	    LEFT JOIN annotation_withdrawal w ON w.annotation = a.annotation
	    WHERE a.made_at >= v_from AND a.made_at < v_to
	    GROUP BY a.scene) f ON f.scene = s.code
	WHERE s.valid_from = (SELECT MAX(n.valid_from) FROM annotation_scene n
	    WHERE n.code = s.code)
	ORDER BY s.ordinal, s.code;
END;
