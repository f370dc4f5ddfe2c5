-- For report readers: a row is one province (or the Corps).
CREATE OR REPLACE PROCEDURE report_issued_by_province(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- province, province_name: GB/T 2260 and name; 0 when none
	-- issued: certificates that came into force for the first time in the
	--	period; corrections and reinstatements are not new ones
	-- share: of all issued, per cent; NULL when there are none
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SELECT p.code AS province, p.name_zh AS province_name,
	    IFNULL(f.issued, 0) AS issued,
	    ROUND(100 * IFNULL(f.issued, 0) / NULLIF(SUM(f.issued) OVER (), 0),
		2) AS share,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM province p
	LEFT JOIN (SELECT d.province, SUM(d.certificates) AS issued
	    FROM figure_day d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day BETWEEN p_from AND p_to
	    AND (p_qualification IS NULL OR v.qualification = p_qualification)
	    GROUP BY d.province) f ON f.province = p.code
	ORDER BY p.code;
END;
