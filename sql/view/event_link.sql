-- For `ecert log verify`: a row is one event, whole, with the end of the chain
-- as it is at the same moment and, when it speaks of one certificate, whether
-- that is there.  The one row of an empty chain has id NULL.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW event_link AS
SELECT h.last_id AS head_id, h.digest AS head_digest, e.id, e.kind, e.batch,
    e.serial, e.version, e.state_after, e.effective_at, e.recorded_at,
    e.actor, e.proposed_by, e.reason_class, e.reason_text,
    e.successor_version, e.payload, e.previous, e.digest
FROM event_head h
LEFT JOIN event e ON e.id >= 0
WHERE h.only = 1;
