-- For the changes of a province: a row is the issue of a batch as one of its
-- certificates sees it.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW change_batch AS
SELECT *
FROM chain_entry
WHERE batch = event_batch AND kind = 'issue';
