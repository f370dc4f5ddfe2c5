-- For long-polling, cursors and the entity tags of status lists: the one row is
-- the end of the chain, and the last moment at which an event has taken effect.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW change_head AS
SELECT last_id, LOWER(HEX(digest)) AS digest,
    (SELECT MAX(e.effective_at) FROM event e
	WHERE e.effective_at <= UTC_TIMESTAMP(6)) AS effective_at
FROM event_head
WHERE only = 1;
