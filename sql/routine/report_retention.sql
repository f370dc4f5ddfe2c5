-- For report readers: a row is one kind of data that is kept for a time.
CREATE OR REPLACE PROCEDURE report_retention()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- data: copy, session, sign-in, verification-report, lookup-row
	-- keeping: how long, a word: the end of the copy's days, 15 minutes
	--	idle, 1 day, 90 days, 1 hour
	-- kept: rows there now
	-- due: of those, past their time; `ecert purge` removes them
	-- oldest: China's time from which the oldest is kept; NULL when none
	-- as_of: China's time at which this was asked
	SELECT 'copy' AS data, 'until-expiry' AS keeping, COUNT(*) AS kept,
	    IFNULL(SUM(c.expires_at <= UTC_TIMESTAMP()), 0) AS due,
	    MIN(a.made_at) + INTERVAL 8 HOUR AS oldest,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM copy c
	JOIN annotation a ON a.annotation = c.annotation
	UNION ALL
	SELECT 'session', '15-minutes-idle', COUNT(*),
	    IFNULL(SUM(seen_at <= UTC_TIMESTAMP() - INTERVAL 15 MINUTE
		OR begun_at <= UTC_TIMESTAMP() - INTERVAL 12 HOUR), 0),
	    MIN(begun_at) + INTERVAL 8 HOUR, UTC_TIMESTAMP() + INTERVAL 8 HOUR
	FROM session
	UNION ALL
	SELECT 'sign-in', '1-day', COUNT(*),
	    IFNULL(SUM(begun_at <= UTC_TIMESTAMP() - INTERVAL 1 DAY), 0),
	    MIN(begun_at) + INTERVAL 8 HOUR, UTC_TIMESTAMP() + INTERVAL 8 HOUR
	FROM sign_in
	UNION ALL
	SELECT 'verification-report', '90-days', COUNT(*),
	    IFNULL(SUM(expires_at <= UTC_TIMESTAMP()), 0),
	    MIN(expires_at) - INTERVAL 90 DAY + INTERVAL 8 HOUR,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR
	FROM verification_report
	UNION ALL
	SELECT 'lookup-row', '1-hour', COUNT(*),
	    IFNULL(SUM(j.expires_at <= UTC_TIMESTAMP()), 0),
	    MIN(j.made_at) + INTERVAL 8 HOUR,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR
	FROM lookup_row r
	JOIN lookup_job j ON j.job = r.job;
END;
