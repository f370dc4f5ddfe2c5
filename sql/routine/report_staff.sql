-- For report readers: a row is one account and one kind of thing that it did:
-- changes of state, and what is written down beside them.
CREATE OR REPLACE PROCEDURE report_staff(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- account: of the database, as it signed in
	-- action: approve, issue, suspend, reinstate, revoke, correct; view,
	--	change, export, import, backup, restore, purge
	-- actions: how many were recorded; that of a whole batch is one
	-- of_batches: of those, of whole batches
	-- last_recorded_at: China's time of the newest
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT d.actor AS account, d.action, COUNT(*) AS actions,
	    COUNT(d.batch) AS of_batches,
	    CAST(MAX(d.at) + INTERVAL 8 HOUR AS DATETIME) AS last_recorded_at,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT actor, CAST(kind AS CHAR(9)) AS action, batch,
		recorded_at AS at
	    FROM event
	    WHERE recorded_at >= v_from AND recorded_at < v_to
	    UNION ALL
	    SELECT actor, CAST(action AS CHAR(9)), NULL, at
	    FROM admin_event
	    WHERE at >= v_from AND at < v_to) d
	GROUP BY d.actor, d.action
	ORDER BY d.actor, d.action;
END;
