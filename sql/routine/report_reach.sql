-- For report readers: a row is one qualification of the catalogue.
CREATE OR REPLACE PROCEDURE report_reach()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- qualification, qualification_name: code and name
	-- issued_ever: certificates that came into force until the end of
	--	today, corrections not counted again
	-- reached: of those, of which at least one annotated copy was ever made,
	--	of any version; a copy is made when a holder downloads
	-- never_reached: the others
	-- reached_rate: per cent of issued_ever; NULL when there are none
	-- as_of: China's time at which this was asked
	SELECT q.code AS qualification, q.name_zh AS qualification_name,
	    IFNULL(i.n, 0) AS issued_ever, IFNULL(r.n, 0) AS reached,
	    IFNULL(i.n, 0) - IFNULL(r.n, 0) AS never_reached,
	    ROUND(100 * IFNULL(r.n, 0) / NULLIF(i.n, 0), 2) AS reached_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM qualification q
	LEFT JOIN (SELECT v.qualification, SUM(d.certificates) AS n
	    FROM figure_day d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
	    GROUP BY v.qualification) i ON i.qualification = q.code
	LEFT JOIN (SELECT STRAIGHT_JOIN v.qualification, COUNT(*) AS n
	    FROM (SELECT DISTINCT serial FROM annotation) a
	    JOIN certificate c ON c.serial = a.serial AND c.version = 1
	    JOIN qualification_variant v ON v.variant = c.variant
	    GROUP BY v.qualification) r ON r.qualification = q.code
	ORDER BY q.code;
END;
