-- For report readers: a row is one level of one qualification that certificates
-- were issued of.
CREATE OR REPLACE PROCEDURE report_issued_by_level(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2),
	IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- p_province: GB/T 2260; NULL: all
	-- qualification, qualification_name: code and name
	-- level: its name; '' for a qualification without levels
	-- issued: certificates that came into force for the first time in the
	--	period; corrections and reinstatements are not new ones
	-- share: of all issued, per cent
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, p_qualification);
	SELECT q.code AS qualification, q.name_zh AS qualification_name,
	    IFNULL(l.name_zh, '') AS level, SUM(f.issued) AS issued,
	    ROUND(100 * SUM(f.issued) / NULLIF(SUM(SUM(f.issued)) OVER (), 0),
		2) AS share,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT d.variant, SUM(d.certificates) AS issued
	    FROM figure_day d
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day BETWEEN p_from AND p_to
	    AND (p_province IS NULL OR d.province = p_province)
	    GROUP BY d.variant) f
	JOIN qualification_variant v ON v.variant = f.variant
	JOIN qualification q ON q.code = v.qualification
	LEFT JOIN qualification_level l
	    ON l.qualification = v.qualification AND l.level = v.level
	WHERE p_qualification IS NULL OR v.qualification = p_qualification
	GROUP BY q.code, q.name_zh, v.level_key, l.name_zh
	HAVING SUM(f.issued) <> 0
	ORDER BY q.code, v.level_key;
END;
