-- For administrators and `ecert import`: a row is a file that was delivered;
-- state 'loading' is one that was cut off or goes on just now.  Times are UTC.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW import_status AS
SELECT i.import, LOWER(HEX(i.digest)) AS digest, i.qualification, i.approved_on,
    i.examination, i.source, i.accept_valid, i.state, i.batch, i.row_count,
    i.loaded, i.reached, i.rejected, i.opened_at, i.opened_by, i.finished_at,
    i.finished_by, i.standing
FROM import_file i;
