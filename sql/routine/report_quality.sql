-- For report readers: a row is one qualification of the catalogue, with what
-- is unusual in the data of its batches.
CREATE OR REPLACE PROCEDURE report_quality(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's) of the record of approval;
	--	NULL: the last twelve months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- qualification, qualification_name: code and name
	-- batches: approved in the period
	-- certificates: in them, as they were approved
	-- check_failures: resident numbers whose check character is wrong (GB
	--	11643); the schema refuses them, so this should be 0
	-- private_use: names with a character of Unicode's private use areas,
	--	which means nothing elsewhere
	-- separators: names with another character than U+00B7 between two Han
	--	characters
	-- long_names: names of more than 25 characters
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	CALL report_choice(NULL, p_qualification);
	SELECT q.code AS qualification, q.name_zh AS qualification_name,
	    COUNT(b.batch) AS batches,
	    IFNULL(SUM(b.certificates), 0) AS certificates,
	    IFNULL(SUM(b.check_failures), 0) AS check_failures,
	    IFNULL(SUM(b.private_use), 0) AS private_use,
	    IFNULL(SUM(b.separators), 0) AS separators,
	    IFNULL(SUM(b.long_names), 0) AS long_names,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM qualification q
	LEFT JOIN (SELECT g.qualification, f.batch, f.certificates,
		f.check_failures, f.private_use, f.separators, f.long_names
	    FROM figure_batch f
	    JOIN batch g ON g.batch = f.batch
	    JOIN event a ON a.batch = f.batch AND a.kind = 'approve'
	    WHERE a.recorded_at >= v_from AND a.recorded_at < v_to) b
	    ON b.qualification = q.code
	WHERE p_qualification IS NULL OR q.code = p_qualification
	GROUP BY q.code, q.name_zh
	ORDER BY q.code;
END;
