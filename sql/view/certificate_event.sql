-- For administrators: a row is one event of one version of a certificate, its
-- own or its batch's.  Times are UTC.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW certificate_event AS
SELECT c.serial, c.version, e.id, e.kind, e.batch, e.state_after,
    e.effective_at, e.recorded_at, e.actor, e.proposed_by, e.reason_class,
    e.reason_text, e.successor_version
FROM certificate c
JOIN event e ON e.serial = c.serial AND e.version = c.version
UNION ALL
SELECT c.serial, c.version, e.id, e.kind, e.batch, e.state_after,
    e.effective_at, e.recorded_at, e.actor, e.proposed_by, e.reason_class,
    e.reason_text, e.successor_version
FROM certificate c
JOIN event e ON e.batch = c.batch;
