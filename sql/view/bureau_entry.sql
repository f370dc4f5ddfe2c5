-- For administrators: a row is a bureau with the terms that hold now and the
-- calls of this day.  state is in-force, not-yet, over or disabled; province ''
-- for a body of a ministry.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW bureau_entry AS
SELECT b.code, b.name_zh, IFNULL(b.province, '') AS province,
    CAST(t.scopes AS CHAR(60)) AS scopes, CAST(t.proof AS CHAR(12)) AS proof,
    t.per_minute, t.per_day, t.valid_from, t.valid_until,
    CASE WHEN d.bureau IS NOT NULL THEN 'disabled'
	WHEN DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR) < t.valid_from
	    THEN 'not-yet'
	WHEN DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR) >= t.valid_until
	    THEN 'over'
	ELSE 'in-force' END AS state,
    IF(u.day = DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR), u.day_calls, 0)
	AS calls_today
FROM bureau b
JOIN bureau_terms t ON t.terms = (SELECT MAX(n.terms) FROM bureau_terms n
    WHERE n.bureau = b.bureau)
JOIN bureau_use u ON u.bureau = b.bureau
LEFT JOIN bureau_disabled d ON d.bureau = b.bureau;
