-- For report readers: a row is one qualification of the catalogue.
CREATE OR REPLACE PROCEDURE report_issued_by_qualification(
	IN p_from DATE, IN p_to DATE, IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_province: GB/T 2260; NULL: all
	-- qualification, qualification_name: code and name; 0 when none
	-- issued: certificates that came into force for the first time in the
	--	period; corrections and reinstatements are not new ones
	-- share: of all issued, per cent; NULL when there are none
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, NULL);
	SELECT q.code AS qualification, q.name_zh AS qualification_name,
	    IFNULL(f.issued, 0) AS issued,
	    ROUND(100 * IFNULL(f.issued, 0) / NULLIF(SUM(f.issued) OVER (), 0),
		2) AS share,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM qualification q
	LEFT JOIN (SELECT v.qualification, SUM(d.certificates) AS issued
	    FROM figure_day d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day BETWEEN p_from AND p_to
	    AND (p_province IS NULL OR d.province = p_province)
	    GROUP BY v.qualification) f ON f.qualification = q.code
	ORDER BY q.code;
END;
