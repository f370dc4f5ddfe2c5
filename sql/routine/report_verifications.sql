-- For report readers: a row is one day on which files were verified.
CREATE OR REPLACE PROCEDURE report_verifications(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- day_of: China's day; reports are kept for 90 days, and earlier days
	--	have none
	-- verified: files that got a report
	-- valid, not_valid, undecided: the verdicts on certificates
	-- genuine: the file was itself a report of ours, and genuine
	-- valid_rate: per cent of valid, not_valid and undecided
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT DATE(made_at + INTERVAL 8 HOUR) AS day_of, COUNT(*) AS verified,
	    SUM(verdict = 'valid') AS valid,
	    SUM(verdict = 'not-valid') AS not_valid,
	    SUM(verdict = 'undecided') AS undecided,
	    SUM(verdict = 'genuine') AS genuine,
	    ROUND(100 * SUM(verdict = 'valid')
		/ NULLIF(SUM(verdict <> 'genuine'), 0), 2) AS valid_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM verification_report
	-- Its index is by the day it goes, always 90 days later.
	WHERE expires_at >= v_from + INTERVAL 90 DAY
	AND expires_at < v_to + INTERVAL 90 DAY
	GROUP BY day_of
	ORDER BY day_of;
END;
