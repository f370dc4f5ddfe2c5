-- For report readers: a row is one batch of which certificates were issued in
-- the period.
CREATE OR REPLACE PROCEDURE report_issued_by_batch(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- batch, batch_code: its number, and the name its deliverer gave it
	-- qualification, qualification_name: code and name
	-- examination: month of the examination, YYYY-MM
	-- issued_at: China's time from which the batch is in force; NULL when
	--	it is not issued, and only single certificates of it are
	-- certificates: in the batch when it was approved
	-- issued: of those, how many came into force in the period, with the
	--	batch or singly
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT b.batch, b.code AS batch_code, b.qualification,
	    q.name_zh AS qualification_name,
	    CONCAT(LEFT(b.examination, 4), '-', RIGHT(b.examination, 2))
	    AS examination,
	    CAST(i.effective_at + INTERVAL 8 HOUR AS DATETIME) AS issued_at,
	    f.certificates, SUM(x.issued) AS issued,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT e.batch, g.issued_at_once AS issued
	    FROM event e
	    JOIN figure_batch g ON g.batch = e.batch
	    WHERE e.kind = 'issue' AND e.version IS NULL
	    AND e.effective_at >= v_from AND e.effective_at < v_to
	    UNION ALL
	    SELECT c.batch, 1
	    FROM event e
	    JOIN certificate c
		ON c.serial = e.serial AND c.version = e.version
	    LEFT JOIN event w ON w.batch = c.batch AND w.kind = 'issue'
	    WHERE e.kind = 'issue' AND e.version = 1
	    AND e.effective_at >= v_from AND e.effective_at < v_to
	    AND (w.id IS NULL OR e.effective_at <= w.effective_at)) x
	JOIN batch b ON b.batch = x.batch
	JOIN figure_batch f ON f.batch = b.batch
	JOIN qualification q ON q.code = b.qualification
	LEFT JOIN event i ON i.batch = b.batch AND i.kind = 'issue'
	WHERE p_qualification IS NULL OR b.qualification = p_qualification
	GROUP BY b.batch, b.code, b.qualification, q.name_zh, b.examination,
	    i.effective_at, f.certificates
	ORDER BY IFNULL(i.effective_at, '9999-12-31'), b.batch;
END;
