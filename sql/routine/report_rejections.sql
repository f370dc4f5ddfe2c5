-- For report readers: a row is one kind of fault found in files of certificates.
CREATE OR REPLACE PROCEDURE report_rejections(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- fault: code of the fault, as ecert import tells it
	-- files: begun in the period, that have it
	-- faults: how often it was found; a row may have several
	-- share: of all faults of the table, per cent
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT r.reason AS fault, COUNT(*) AS files, SUM(r.faults) AS faults,
	    ROUND(100 * SUM(r.faults) / SUM(SUM(r.faults)) OVER (), 2) AS share,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM import_file f
	JOIN import_reject r ON r.import = f.import
	WHERE f.opened_at >= v_from AND f.opened_at < v_to
	AND (p_qualification IS NULL OR f.qualification = p_qualification)
	GROUP BY r.reason
	ORDER BY faults DESC, fault;
END;
