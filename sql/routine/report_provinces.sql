-- For report readers: a row is one province (or the Corps), beside the nation.
CREATE OR REPLACE PROCEDURE report_provinces(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- province, province_name: GB/T 2260 and name
	-- issued: certificates that came into force for the first time in the
	--	period; corrections and reinstatements are not new ones
	-- share: of all issued, per cent; NULL when there are none
	-- in_force: certificates in force at the end of the last day, by what
	--	is recorded when this is asked
	-- revoked: versions whose revocation took effect in the period
	-- revoked_rate: of 10,000 certificates that were ever issued until the
	--	last day; nation_revoked_rate: the same of all provinces
	-- corrected: versions that a correction replaced in the period
	-- corrected_rate, nation_corrected_rate: likewise
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SELECT p.code AS province, p.name_zh AS province_name,
	    IFNULL(f.issued, 0) AS issued,
	    ROUND(100 * IFNULL(f.issued, 0) / NULLIF(SUM(f.issued) OVER (), 0),
		2) AS share,
	    IFNULL(f.in_force, 0) AS in_force,
	    IFNULL(f.revoked, 0) AS revoked,
	    ROUND(10000 * f.revoked / NULLIF(f.ever, 0), 2) AS revoked_rate,
	    ROUND(10000 * SUM(f.revoked) OVER ()
		/ NULLIF(SUM(f.ever) OVER (), 0), 2) AS nation_revoked_rate,
	    IFNULL(f.corrected, 0) AS corrected,
	    ROUND(10000 * f.corrected / NULLIF(f.ever, 0), 2)
	    AS corrected_rate,
	    ROUND(10000 * SUM(f.corrected) OVER ()
		/ NULLIF(SUM(f.ever) OVER (), 0), 2) AS nation_corrected_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM province p
	LEFT JOIN (SELECT d.province, SUM(d.ever) AS ever,
		SUM(d.issued) AS issued, SUM(d.in_force) AS in_force,
		SUM(d.revoked) AS revoked, SUM(d.corrected) AS corrected
	    FROM (SELECT province, variant, certificates AS ever,
		    IF(day >= p_from, certificates, 0) AS issued,
		    0 AS in_force, 0 AS revoked, 0 AS corrected
		FROM figure_day
		WHERE state_after = 'issued' AND state_before = 'approved'
		AND day <= p_to
		UNION ALL
		SELECT province, variant, 0, 0, certificates, 0, 0
		FROM figure_stock
		WHERE state = 'issued'
		UNION ALL
		-- What came after is taken away again.
		SELECT province, variant, 0, 0, -certificates, 0, 0
		FROM figure_change
		WHERE day > p_to AND state = 'issued'
		UNION ALL
		SELECT province, variant, 0, 0, 0,
		    IF(kind = 'revoke', certificates, 0),
		    IF(kind = 'correct', certificates, 0)
		FROM figure_reason
		WHERE kind IN ('revoke', 'correct')
		AND day BETWEEN p_from AND p_to) d
	    JOIN qualification_variant v ON v.variant = d.variant
	    WHERE p_qualification IS NULL OR v.qualification = p_qualification
	    GROUP BY d.province) f ON f.province = p.code
	ORDER BY p.code;
END;
