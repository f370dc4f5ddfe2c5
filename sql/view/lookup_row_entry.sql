-- For whoever has the address of a batch of look-ups: a row is one certificate
-- asked for in a batch that is kept now.  state is '' unless it was found.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW lookup_row_entry AS
SELECT j.code, j.started, r.number, r.sealed, r.tries,
    CAST(r.outcome AS CHAR(11)) AS outcome,
    IFNULL(CAST(r.state AS CHAR(10)), '') AS state, r.state_since,
    r.checked_at
FROM lookup_row r
JOIN lookup_job j ON j.job = r.job
WHERE j.expires_at > UTC_TIMESTAMP();
