-- For figure_rebuild, and for tests of the figures: the changes of state of
-- all certificates, counted from the events themselves, one by one.  A row is
-- as in figure_day, a kind of change over several rows.  Reads everything: it
-- takes minutes where there are millions.
CREATE OR REPLACE ALGORITHM = TEMPTABLE SQL SECURITY DEFINER
VIEW figure_truth AS
SELECT 'none' AS state_before, 'approved' AS state_after,
    DATE(e.effective_at + INTERVAL 8 HOUR) AS day, c.variant, c.province,
    COUNT(*) AS certificates
FROM event e
JOIN certificate c ON c.batch = e.batch
WHERE e.kind = 'approve' AND e.batch IS NOT NULL
GROUP BY day, c.variant, c.province
UNION ALL
-- First issue: with the batch or alone, whichever takes effect first.
SELECT 'approved', 'issued', DATE(LEAST(IFNULL(b.effective_at, i.effective_at),
    IFNULL(i.effective_at, b.effective_at)) + INTERVAL 8 HOUR) AS day,
    c.variant, c.province, COUNT(*)
FROM certificate c
LEFT JOIN event b ON b.batch = c.batch AND b.kind = 'issue'
LEFT JOIN event i ON i.serial = c.serial AND i.version = c.version
    AND i.kind = 'issue' AND i.once = 1
WHERE c.version = 1 AND (b.id IS NOT NULL OR i.id IS NOT NULL)
GROUP BY day, c.variant, c.province
UNION ALL
SELECT IF(e.kind = 'issue', 'none', IFNULL((SELECT x.state_after
	FROM event x
	WHERE x.serial = e.serial AND x.version = e.version AND x.id < e.id
	ORDER BY x.id DESC LIMIT 1), 'issued')) AS state_before,
    e.state_after, DATE(e.effective_at + INTERVAL 8 HOUR), c.variant,
    c.province, 1
FROM event e
JOIN certificate c ON c.serial = e.serial AND c.version = e.version
WHERE e.serial IS NOT NULL AND NOT (e.kind = 'issue' AND e.version = 1);
