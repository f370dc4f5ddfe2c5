-- For whoever has the address of a batch of look-ups: a row is one batch that
-- is kept now, with what came of its rows.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW lookup_job_status AS
SELECT j.code, j.made_at, j.expires_at, j.started,
    LOWER(HEX(j.file_digest)) AS file_digest, j.row_count,
    (SELECT COUNT(*) FROM lookup_row r
	WHERE r.job = j.job AND r.outcome = 'found') AS found,
    (SELECT COUNT(*) FROM lookup_row r
	WHERE r.job = j.job AND r.outcome = 'not-found') AS not_found,
    (SELECT COUNT(*) FROM lookup_row r
	WHERE r.job = j.job AND r.outcome = 'not-checked') AS not_checked
FROM lookup_job j
WHERE j.expires_at > UTC_TIMESTAMP();
