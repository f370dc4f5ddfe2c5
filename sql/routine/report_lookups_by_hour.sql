-- For report readers: a row is one hour of the day, over all days of the
-- period.
CREATE OR REPLACE PROCEDURE report_lookups_by_hour(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- hour_of: 0 to 23, China's
	-- answers: told about certificates, by any channel
	-- not_found: of those, where there was none
	-- not_found_rate: per cent of answers; NULL when there are none
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT h.seq AS hour_of, IFNULL(SUM(a.answers), 0) AS answers,
	    IFNULL(SUM(IF(a.outcome = 'not-found', a.answers, 0)), 0)
	    AS not_found,
	    ROUND(100 * SUM(IF(a.outcome = 'not-found', a.answers, 0))
		/ SUM(a.answers), 2) AS not_found_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM seq_0_to_23 h
	LEFT JOIN (SELECT HOUR(hour + INTERVAL 8 HOUR) AS hour_of, outcome,
		SUM(answers) AS answers
	    FROM access_hour
	    WHERE hour >= v_from AND hour < v_to
	    GROUP BY hour_of, outcome) a ON a.hour_of = h.seq
	GROUP BY h.seq
	ORDER BY h.seq;
END;
