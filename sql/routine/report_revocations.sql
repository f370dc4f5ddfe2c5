-- For report readers: a row is one reason that may be given for revoking.
CREATE OR REPLACE PROCEDURE report_revocations(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2),
	IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- p_province: GB/T 2260; NULL: all
	-- reason, reason_name: code and the sentence that the public is told
	-- revoked: versions whose revocation took effect in the period
	-- same_day: decided (recorded) on the day of effect, China's
	-- later: took effect on a later day than it was recorded
	-- backdated: took effect on an earlier day than it was recorded
	-- days_average, days_longest: days from the record to the effect;
	--	negative when backdated; NULL when there are none
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, p_qualification);
	SELECT r.code AS reason, r.sentence_zh AS reason_name,
	    IFNULL(SUM(f.n), 0) AS revoked,
	    IFNULL(SUM(IF(f.days = 0, f.n, 0)), 0) AS same_day,
	    IFNULL(SUM(IF(f.days > 0, f.n, 0)), 0) AS later,
	    IFNULL(SUM(IF(f.days < 0, f.n, 0)), 0) AS backdated,
	    ROUND(SUM(f.days * f.n) / SUM(f.n), 2) AS days_average,
	    MAX(f.days) AS days_longest,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM reason_class r
	LEFT JOIN (SELECT d.reason_class, d.days, SUM(d.certificates) AS n
	    FROM figure_reason d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE d.kind = 'revoke' AND d.day BETWEEN p_from AND p_to
	    AND (p_province IS NULL OR d.province = p_province)
	    AND (p_qualification IS NULL OR v.qualification = p_qualification)
	    GROUP BY d.reason_class, d.days) f ON f.reason_class = r.code
	WHERE r.kind = 'revoke'
	GROUP BY r.code, r.sentence_zh
	ORDER BY r.code;
END;
