-- For report readers: a row is one answer that was given by one channel.
CREATE OR REPLACE PROCEDURE report_lookups(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- channel: 'triple' (name and both numbers), 'code' (of a copy, or its
	--	QR), 'file' (verified), 'batch' (a row of one), 'download'
	-- outcome: what was told: the state, 'not-found', or a verdict
	-- answers: how many times
	-- share_of_channel: of all answers by that channel, per cent
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT channel, outcome, SUM(answers) AS answers,
	    ROUND(100 * SUM(answers) / SUM(SUM(answers))
		OVER (PARTITION BY channel), 2) AS share_of_channel,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM access_hour
	WHERE hour >= v_from AND hour < v_to
	GROUP BY channel, outcome
	ORDER BY channel, answers DESC, outcome;
END;
