-- For report readers: a row is one kind of change in the chained log of
-- events.
CREATE OR REPLACE PROCEDURE report_log()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- change_kind: approve, issue, suspend, reinstate, revoke, correct
	-- events: of that kind; one event may speak of a whole batch
	-- of_batches: of those, of whole batches
	-- last_recorded_at: China's time of the newest; NULL when none
	-- log_faults: places at which the chain does not hold, at events of
	--	that kind; 0 is how it should be.  Reads the whole chain
	-- as_of: China's time at which this was asked
	SELECT k.change_kind, IFNULL(e.events, 0) AS events,
	    IFNULL(e.of_batches, 0) AS of_batches,
	    CAST(e.last_at + INTERVAL 8 HOUR AS DATETIME) AS last_recorded_at,
	    IFNULL(x.faults, 0) AS log_faults,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT 'approve' AS change_kind, 1 AS place UNION ALL
	    SELECT 'issue', 2 UNION ALL SELECT 'suspend', 3 UNION ALL
	    SELECT 'reinstate', 4 UNION ALL SELECT 'revoke', 5 UNION ALL
	    SELECT 'correct', 6) k
	LEFT JOIN (SELECT CAST(kind AS CHAR(9)) AS kind, COUNT(*) AS events,
		COUNT(batch) AS of_batches, MAX(recorded_at) AS last_at
	    FROM event GROUP BY kind) e ON e.kind = k.change_kind
	LEFT JOIN (SELECT CAST(IFNULL(v.kind, 'approve') AS CHAR(9)) AS kind,
		COUNT(*) AS faults
	    FROM event_chain_fault f
	    LEFT JOIN event v ON v.id = f.id
	    GROUP BY 1) x ON x.kind = k.change_kind
	ORDER BY k.place;
END;
