-- For report readers: a row is one reason that may be given for correcting.
CREATE OR REPLACE PROCEDURE report_corrections(
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
	-- corrected: versions that a correction replaced in the period
	-- name_changed, number_changed, birth_or_sex_changed: of those, where
	--	the new version differs in the name; in type or number of the
	--	identity document; in birth date or sex.  One may count in
	--	several
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, p_qualification);
	SELECT r.code AS reason, r.sentence_zh AS reason_name,
	    IFNULL(SUM(f.n), 0) AS corrected,
	    IFNULL(SUM(IF(f.changed & 1, f.n, 0)), 0) AS name_changed,
	    IFNULL(SUM(IF(f.changed & 2, f.n, 0)), 0) AS number_changed,
	    IFNULL(SUM(IF(f.changed & 4, f.n, 0)), 0) AS birth_or_sex_changed,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM reason_class r
	LEFT JOIN (SELECT d.reason_class, d.changed, SUM(d.certificates) AS n
	    FROM figure_reason d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE d.kind = 'correct' AND d.day BETWEEN p_from AND p_to
	    AND (p_province IS NULL OR d.province = p_province)
	    AND (p_qualification IS NULL OR v.qualification = p_qualification)
	    GROUP BY d.reason_class, d.changed) f ON f.reason_class = r.code
	WHERE r.kind = 'correct'
	GROUP BY r.code, r.sentence_zh
	ORDER BY r.code;
END;
