-- For report readers: a row is one state in which batches wait.
CREATE OR REPLACE PROCEDURE report_pending_age(
	IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_qualification: code of the catalogue; NULL: all
	-- batch_state: 'open', or 'approved' and not issued
	-- batches: that wait
	-- within_24h, within_72h, longer: of those, waiting for less than 24
	--	hours; for 24 to 72; for 72 or more
	-- hours_longest: full hours that the oldest has waited; NULL when none
	--	waits
	-- as_of: China's time at which this was asked
	CALL report_choice(NULL, p_qualification);
	SELECT s.batch_state, COUNT(w.hours) AS batches,
	    IFNULL(SUM(w.hours < 24), 0) AS within_24h,
	    IFNULL(SUM(w.hours >= 24 AND w.hours < 72), 0) AS within_72h,
	    IFNULL(SUM(w.hours >= 72), 0) AS longer,
	    MAX(w.hours) AS hours_longest,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT 'open' AS batch_state, 1 AS place
	    UNION ALL SELECT 'approved', 2) s
	LEFT JOIN (SELECT IF(a.id IS NULL, 'open', 'approved') AS batch_state,
		TIMESTAMPDIFF(HOUR, IFNULL(a.recorded_at, b.opened_at),
		    UTC_TIMESTAMP(6)) AS hours
	    FROM batch b
	    LEFT JOIN event a ON a.batch = b.batch AND a.kind = 'approve'
	    LEFT JOIN event i ON i.batch = b.batch AND i.kind = 'issue'
	    WHERE i.id IS NULL AND (p_qualification IS NULL
		OR b.qualification = p_qualification)) w
	    ON w.batch_state = s.batch_state
	GROUP BY s.place, s.batch_state
	ORDER BY s.place;
END;
