-- For report readers: a row is one body that delivered files of certificates.
CREATE OR REPLACE PROCEDURE report_imports(
	IN p_from DATE, IN p_to DATE, IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- p_qualification: code of the catalogue; NULL: all
	-- source: who delivered, as it was named to the import
	-- files: begun in the period
	-- files_approved: of those, whose certificates are approved
	-- files_refused: of those, refused as a whole for their faults
	-- files_open: of those, begun and not ended
	-- files_discarded: of those, taken away before they ended
	-- rows_received: rows in these files
	-- rows_accepted: of those, certificates that are approved
	-- rows_rejected: of those, rows with faults in files that have ended
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	CALL report_choice(NULL, p_qualification);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT source, COUNT(*) AS files,
	    SUM(state = 'approved') AS files_approved,
	    SUM(state = 'refused') AS files_refused,
	    SUM(state IN ('loading', 'discarding')) AS files_open,
	    SUM(state = 'discarded') AS files_discarded,
	    SUM(row_count) AS rows_received,
	    SUM(IF(state = 'approved', loaded, 0)) AS rows_accepted,
	    SUM(rejected) AS rows_rejected,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM import_file
	WHERE opened_at >= v_from AND opened_at < v_to
	AND (p_qualification IS NULL OR qualification = p_qualification)
	GROUP BY source
	ORDER BY files DESC, source;
END;
