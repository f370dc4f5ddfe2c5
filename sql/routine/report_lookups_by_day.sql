-- For report readers: a row is one day on which somebody was told
-- something.
CREATE OR REPLACE PROCEDURE report_lookups_by_day(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- day_of: China's day
	-- answers: told about certificates, by any channel
	-- not_found: of those, where there was none
	-- not_found_rate: per cent of answers
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT DATE(hour + INTERVAL 8 HOUR) AS day_of, SUM(answers) AS answers,
	    SUM(IF(outcome = 'not-found', answers, 0)) AS not_found,
	    ROUND(100 * SUM(IF(outcome = 'not-found', answers, 0))
		/ SUM(answers), 2) AS not_found_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM access_hour
	WHERE hour >= v_from AND hour < v_to
	GROUP BY day_of
	ORDER BY day_of;
END;
