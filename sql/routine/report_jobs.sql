-- For report readers: a row is one stage in which batches of look-ups are.
CREATE OR REPLACE PROCEDURE report_jobs()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- stage: 'waiting' for a yes, 'running', 'finished'; batches are kept
	--	for an hour.  What their rows were told is in report_lookups,
	--	channel 'batch'
	-- jobs: batches kept now
	-- asked: rows in them
	-- found, not_found, not_checked: what came of those until now
	-- found_rate: per cent of found and not_found; NULL when there are none
	-- as_of: China's time at which this was asked
	SELECT s.stage, COUNT(j.job) AS jobs, IFNULL(SUM(j.asked), 0) AS asked,
	    IFNULL(SUM(j.found), 0) AS found,
	    IFNULL(SUM(j.not_found), 0) AS not_found,
	    IFNULL(SUM(j.not_checked), 0) AS not_checked,
	    ROUND(100 * SUM(j.found)
		/ NULLIF(SUM(j.found) + SUM(j.not_found), 0), 2) AS found_rate,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT 'waiting' AS stage, 1 AS place UNION ALL
	    SELECT 'running', 2 UNION ALL SELECT 'finished', 3) s
	LEFT JOIN (SELECT l.job, COUNT(*) AS asked,
		SUM(r.outcome = 'found') AS found,
		SUM(r.outcome = 'not-found') AS not_found,
		SUM(r.outcome = 'not-checked') AS not_checked,
		CASE WHEN NOT l.started THEN 'waiting'
		WHEN SUM(r.outcome = 'pending') > 0 THEN 'running'
		ELSE 'finished' END AS stage
	    FROM lookup_job l
	    JOIN lookup_row r ON r.job = l.job
	    WHERE l.expires_at > UTC_TIMESTAMP()
	    GROUP BY l.job, l.started) j ON j.stage = s.stage
	GROUP BY s.place, s.stage
	ORDER BY s.place;
END;
