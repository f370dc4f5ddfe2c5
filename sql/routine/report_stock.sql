-- For report readers: a row is one qualification of the catalogue.
CREATE OR REPLACE PROCEDURE report_stock(
	IN p_day DATE, IN p_province CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_day: at the end of that day (China's), by what is recorded when
	--	this is asked; NULL: today
	-- p_province: GB/T 2260; NULL: all
	-- qualification, qualification_name: code and name; 0 when none
	-- approved: certificates that are approved and not issued
	-- in_force: issued, and nothing else since
	-- suspended, revoked: in that state
	-- superseded: versions that a correction replaced; the version that
	--	replaced it is counted where it stands
	-- versions: all of these together
	-- as_of: China's time at which this was asked
	SET p_day = IFNULL(p_day, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR));
	CALL report_choice(p_province, NULL);
	SELECT q.code AS qualification, q.name_zh AS qualification_name,
	    IFNULL(SUM(IF(s.state = 'approved', s.n, 0)), 0) AS approved,
	    IFNULL(SUM(IF(s.state = 'issued', s.n, 0)), 0) AS in_force,
	    IFNULL(SUM(IF(s.state = 'suspended', s.n, 0)), 0) AS suspended,
	    IFNULL(SUM(IF(s.state = 'revoked', s.n, 0)), 0) AS revoked,
	    IFNULL(SUM(IF(s.state = 'superseded', s.n, 0)), 0) AS superseded,
	    IFNULL(SUM(s.n), 0) AS versions,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM qualification q
	LEFT JOIN (SELECT v.qualification, t.state, SUM(t.certificates) AS n
	    FROM (SELECT CAST(state AS CHAR(10)) AS state, variant, province,
		    certificates
		FROM figure_stock
		UNION ALL
		-- What came after is taken away again.
		SELECT state, variant, province, -certificates
		FROM figure_change
		WHERE day > p_day) t
	    JOIN qualification_variant v ON v.variant = t.variant
	    WHERE p_province IS NULL OR t.province = p_province
	    GROUP BY v.qualification, t.state) s ON s.qualification = q.code
	GROUP BY q.code, q.name_zh
	ORDER BY q.code;
END;
