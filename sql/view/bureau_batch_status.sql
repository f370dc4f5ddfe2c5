-- For the responders of bureaus and administrators: a row is a file that a
-- bureau delivered.  state: checked (it can be confirmed), faulty, loading
-- (confirmed, and not to its end), approved, discarded, expired.  Times are
-- UTC; finished_at NULL: not approved.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW bureau_batch_status AS
SELECT b.bureau_batch, b.bureau, LOWER(HEX(b.code)) AS code, b.format,
    b.encoding, LOWER(HEX(b.digest)) AS digest, b.bytes, b.qualification,
    b.approved_on, b.examination, b.source, IFNULL(b.province, '') AS province,
    b.accept_valid, b.row_count, b.rejected, b.faults, b.made_at, b.expires_at,
    IFNULL(i.import, 0) AS import, IFNULL(i.loaded, 0) AS loaded,
    IFNULL(i.reached, 0) AS reached,
    IF(i.state = 'approved', i.finished_at, NULL) AS finished_at, b.standing,
    b.idempotency_key, LOWER(HEX(b.request)) AS request,
    CASE
	WHEN i.state IN ('loading', 'approved') THEN i.state
	WHEN b.discarded_at IS NOT NULL
	    OR i.state IN ('discarding', 'discarded') THEN 'discarded'
	WHEN b.faulty THEN 'faulty'
	WHEN b.expires_at <= UTC_TIMESTAMP() THEN 'expired'
	ELSE 'checked'
    END AS state
FROM bureau_batch b
LEFT JOIN import_file i ON i.import = b.import;
