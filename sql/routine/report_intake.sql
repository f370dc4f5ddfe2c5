-- For report readers: a row is one month in which batches were opened.
CREATE OR REPLACE PROCEDURE report_intake(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- month: YYYY-MM in China, in which the batch was opened
	-- batches: opened in it
	-- batches_approved, batches_issued: of those, approved or issued until
	--	now, whenever it takes effect
	-- certificates: in those that are approved
	-- days_to_approve: average days from opening to the record of approval
	-- days_to_issue: average days from there to the record of issue
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT DATE_FORMAT(b.opened_at + INTERVAL 8 HOUR, '%Y-%m') AS month,
	    COUNT(*) AS batches, COUNT(a.id) AS batches_approved,
	    COUNT(i.id) AS batches_issued,
	    IFNULL(SUM(f.certificates), 0) AS certificates,
	    ROUND(AVG(TIMESTAMPDIFF(SECOND, b.opened_at, a.recorded_at))
		/ 86400, 2) AS days_to_approve,
	    ROUND(AVG(TIMESTAMPDIFF(SECOND, a.recorded_at, i.recorded_at))
		/ 86400, 2) AS days_to_issue,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM batch b
	LEFT JOIN figure_batch f ON f.batch = b.batch
	LEFT JOIN event a ON a.batch = b.batch AND a.kind = 'approve'
	LEFT JOIN event i ON i.batch = b.batch AND i.kind = 'issue'
	WHERE b.opened_at >= v_from AND b.opened_at < v_to
	AND (p_qualification IS NULL OR b.qualification = p_qualification)
	GROUP BY month
	ORDER BY month;
END;
