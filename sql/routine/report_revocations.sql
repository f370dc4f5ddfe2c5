-- For report readers: a row is one reason that may be given for revoking.
CREATE OR REPLACE PROCEDURE report_revocations(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2),
	IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
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
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT r.code AS reason, r.sentence_zh AS reason_name,
	    COUNT(d.days) AS revoked, IFNULL(SUM(d.days = 0), 0) AS same_day,
	    IFNULL(SUM(d.days > 0), 0) AS later,
	    IFNULL(SUM(d.days < 0), 0) AS backdated,
	    ROUND(AVG(d.days), 2) AS days_average,
	    MAX(d.days) AS days_longest,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM reason_class r
	LEFT JOIN (SELECT e.reason_class,
		DATEDIFF(e.effective_at + INTERVAL 8 HOUR,
		    e.recorded_at + INTERVAL 8 HOUR) AS days
	    FROM event e
	    JOIN certificate c
		ON c.serial = e.serial AND c.version = e.version
	    JOIN qualification_variant v ON v.variant = c.variant
	    WHERE e.kind = 'revoke'
	    AND e.effective_at >= v_from AND e.effective_at < v_to
	    AND (p_province IS NULL OR c.province = p_province)
	    AND (p_qualification IS NULL
		OR v.qualification = p_qualification)) d
	    ON d.reason_class = r.code
	WHERE r.kind = 'revoke'
	GROUP BY r.code, r.sentence_zh
	ORDER BY r.code;
END;
