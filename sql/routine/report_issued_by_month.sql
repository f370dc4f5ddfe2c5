-- For report readers: a row is one month of the period in which certificates
-- were issued, then or a year earlier.
CREATE OR REPLACE PROCEDURE report_issued_by_month(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2),
	IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included.  A month cut short is compared with
	--	the same days a year earlier
	-- p_qualification: code of the catalogue; NULL: all
	-- p_province: GB/T 2260; NULL: all
	-- month: YYYY-MM, of the day of issue
	-- issued: certificates that came into force for the first time;
	--	corrections and reinstatements are not new ones
	-- year_before: the same a year earlier
	-- change_count: issued less year_before
	-- change_rate: the same in per cent of year_before; NULL when that is 0
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, p_qualification);
	SELECT m.month, SUM(m.issued) AS issued,
	    SUM(m.before_it) AS year_before,
	    SUM(m.issued) - SUM(m.before_it) AS change_count,
	    ROUND(100 * (SUM(m.issued) - SUM(m.before_it))
		/ NULLIF(SUM(m.before_it), 0), 2) AS change_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT DATE_FORMAT(d.day, '%Y-%m') AS month,
		d.certificates AS issued, 0 AS before_it, d.variant, d.province
	    FROM figure_day d
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day BETWEEN p_from AND p_to
	    UNION ALL
	    SELECT DATE_FORMAT(d.day + INTERVAL 1 YEAR, '%Y-%m'), 0,
		d.certificates, d.variant, d.province
	    FROM figure_day d
	    WHERE d.state_before = 'approved' AND d.state_after = 'issued'
	    AND d.day BETWEEN p_from - INTERVAL 1 YEAR
		AND p_to - INTERVAL 1 YEAR) m
	JOIN qualification_variant v ON v.variant = m.variant
	WHERE (p_qualification IS NULL OR v.qualification = p_qualification)
	AND (p_province IS NULL OR m.province = p_province)
	GROUP BY m.month
	ORDER BY m.month;
END;
