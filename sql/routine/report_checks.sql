-- For report readers: a row is one check at which verified files came to an end.
CREATE OR REPLACE PROCEDURE report_checks(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- file_kind: certificate, report, or unknown when it could not be read
	-- check_code: the first check that did not pass; none: all did
	-- check_outcome: failed, could-not-check; passed when all did
	-- files_sent: how many files, in the period
	-- share: of all files of the table, per cent
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SELECT CAST(t.kind AS CHAR(11)) AS file_kind, t.check_code,
	    CAST(t.outcome AS CHAR(15)) AS check_outcome,
	    SUM(t.files) AS files_sent,
	    ROUND(100 * SUM(t.files) / SUM(SUM(t.files)) OVER (), 2) AS share,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM tally_check t
	WHERE t.day BETWEEN p_from AND p_to
	GROUP BY t.kind, t.check_code, t.outcome
	ORDER BY files_sent DESC, t.kind, t.check_code, t.outcome;
END;
