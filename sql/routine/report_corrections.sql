-- For report readers: a row is one reason that may be given for correcting.
CREATE OR REPLACE PROCEDURE report_corrections(
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
	-- corrected: versions that a correction replaced in the period
	-- name_changed, number_changed, birth_or_sex_changed: of those, where
	--	the new version differs in the name; in type or number of the
	--	identity document; in birth date or sex.  One may count in
	--	several
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(p_province, p_qualification);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT r.code AS reason, r.sentence_zh AS reason_name,
	    COUNT(d.reason_class) AS corrected,
	    IFNULL(SUM(d.name_changed), 0) AS name_changed,
	    IFNULL(SUM(d.number_changed), 0) AS number_changed,
	    IFNULL(SUM(d.person_changed), 0) AS birth_or_sex_changed,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM reason_class r
	LEFT JOIN (SELECT e.reason_class, n.name <> c.name AS name_changed,
		n.id_number <> c.id_number OR n.id_type <> c.id_type
		AS number_changed,
		n.birth_date <> c.birth_date OR n.sex <> c.sex
		AS person_changed
	    FROM event e
	    JOIN certificate c
		ON c.serial = e.serial AND c.version = e.version
	    JOIN certificate n ON n.serial = e.serial
		AND n.version = e.successor_version
	    JOIN qualification_variant v ON v.variant = c.variant
	    WHERE e.kind = 'correct'
	    AND e.effective_at >= v_from AND e.effective_at < v_to
	    AND (p_province IS NULL OR c.province = p_province)
	    AND (p_qualification IS NULL
		OR v.qualification = p_qualification)) d
	    ON d.reason_class = r.code
	WHERE r.kind = 'correct'
	GROUP BY r.code, r.sentence_zh
	ORDER BY r.code;
END;
