-- For report readers: a row is one kind of data that is kept for a time.
CREATE OR REPLACE PROCEDURE report_retention()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- data: copy, session, sign-in, report, lookup (jobs and their rows),
	--	access, proposal (with particulars), bureau-batch (tables that
	--	bureaus delivered), bureau-report (which reports calls of
	--	theirs gave): as retention_rule calls them
	-- days_kept: of the rule in force today, counted from expiry, end,
	--	beginning or record; NULL when there is none: nothing goes then
	-- kept: rows there now
	-- due: of those, past their time by that rule; `ecert purge` removes
	--	them
	-- oldest: China's time from which the oldest is kept; NULL when none
	-- as_of: China's time at which this was asked
	DECLARE v_today DATE DEFAULT DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR);

	SELECT d.data, r.days AS days_kept, COUNT(d.moment) AS kept,
	    IFNULL(SUM(d.moment <= UTC_TIMESTAMP() - INTERVAL r.days DAY), 0)
	    AS due,
	    CAST(MIN(d.kept_from) + INTERVAL 8 HOUR AS DATETIME) AS oldest,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT 1 AS place, 'copy' AS data, c.expires_at AS moment,
		a.made_at AS kept_from
	    FROM copy c JOIN annotation a ON a.annotation = c.annotation
	    UNION ALL
	    SELECT 2, 'session', seen_at + INTERVAL 15 MINUTE, begun_at
	    FROM session
	    UNION ALL
	    SELECT 3, 'sign-in', begun_at, begun_at FROM sign_in
	    UNION ALL
	    SELECT 4, 'report', expires_at, made_at FROM verification_report
	    UNION ALL
	    SELECT 5, 'lookup', expires_at, made_at FROM lookup_job
	    UNION ALL
	    SELECT 5, 'lookup', j.expires_at, j.made_at
	    FROM lookup_row l JOIN lookup_job j ON j.job = l.job
	    UNION ALL
	    SELECT 6, 'access', at, at FROM access_event
	    UNION ALL
	    SELECT 6, 'access', at, at FROM feed_page
	    UNION ALL
	    SELECT 6, 'access', at + INTERVAL 1 HOUR, at FROM bureau_call
	    UNION ALL
	    SELECT 7, 'proposal', COALESCE(e.ended_at, p.expires_at),
		p.proposed_at
	    FROM proposal p LEFT JOIN proposal_end e ON e.proposal = p.proposal
	    WHERE p.kind = 'correct' AND p.cleared_at IS NULL
	    UNION ALL
	    SELECT 8, 'bureau-batch', f.expires_at, b.made_at
	    FROM bureau_batch_file f
	    JOIN bureau_batch b ON b.bureau_batch = f.bureau_batch
	    UNION ALL
	    SELECT 9, 'bureau-report', at, at FROM bureau_report
	    UNION ALL
	    SELECT k.place, k.data, NULL, NULL
	    FROM (SELECT 1 AS place, 'copy' AS data UNION SELECT 2, 'session'
		UNION SELECT 3, 'sign-in' UNION SELECT 4, 'report'
		UNION SELECT 5, 'lookup' UNION SELECT 6, 'access'
		UNION SELECT 7, 'proposal'
		UNION SELECT 8, 'bureau-batch'
		UNION SELECT 9, 'bureau-report') k) d
	LEFT JOIN retention_rule r ON CAST(r.what AS CHAR(16)) = d.data
	    AND r.valid_from <= v_today AND v_today < r.valid_until
	GROUP BY d.place, d.data, r.days
	ORDER BY d.place;
END;
