-- For report readers: a row is one bureau, one resource and what became of its
-- calls; refused ones of which nobody knows whose they were have no bureau.
CREATE OR REPLACE PROCEDURE report_bureau_calls(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_from, v_to DATETIME;
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- bureau, bureau_name: its code and name; empty: not known whose it was
	-- resource: method and address of /api/v1, without what was asked for;
	--	'-': there is none such
	-- call_outcome: admitted, or the code of the reason it was refused for
	-- calls: how many, in the period
	-- last_call_at: China's time of the newest
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SET v_from = p_from - INTERVAL 8 HOUR;
	SET v_to = p_to + INTERVAL 1 DAY - INTERVAL 8 HOUR;
	SELECT IFNULL(b.code, '') AS bureau,
	    IFNULL(b.name_zh, '') AS bureau_name, d.route AS resource,
	    d.outcome AS call_outcome, d.calls,
	    CAST(d.newest + INTERVAL 8 HOUR AS DATETIME) AS last_call_at,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM (SELECT bureau, route, outcome, COUNT(*) AS calls,
		MAX(at) AS newest
	    FROM bureau_call
	    WHERE at >= v_from AND at < v_to
	    GROUP BY bureau, route, outcome) d
	LEFT JOIN bureau b ON b.bureau = d.bureau
	ORDER BY bureau, resource, call_outcome;
END;
