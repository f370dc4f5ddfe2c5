-- For administrators: a row is one place where the chain of events is broken;
-- none is how it should be.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW event_chain_fault AS
SELECT e.id, CASE WHEN e.id > 1 AND p.id IS NULL THEN 'gap'
    ELSE 'previous' END AS fault
FROM event e
LEFT JOIN event p ON p.id = e.id - 1
WHERE e.previous <> IFNULL(p.digest, REPEAT(CHAR(0), 32))
OR (e.id > 1 AND p.id IS NULL)
UNION ALL
SELECT h.last_id, 'head'
FROM event_head h
LEFT JOIN event e ON e.id = h.last_id
WHERE h.digest <> IFNULL(e.digest, REPEAT(CHAR(0), 32))
OR h.last_id <> (SELECT IFNULL(MAX(id), 0) FROM event);
