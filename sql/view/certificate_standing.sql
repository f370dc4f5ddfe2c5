-- How certificates stand: a row is one version of a certificate with its state
-- now, its own last effective event, else its batch's issue, else approved.
-- Every word on whether a certificate is good comes from here, by way of
-- certificate_status, which adds what it says; who needs the state alone asks
-- this.
--
-- Kept mergeable, so that what comes from certificate_key reads single rows by
-- their keys (t/db/lookup.t).
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_standing AS
SELECT c.serial, c.version, c.management_no, c.id_hash, c.name, c.id_type,
    c.id_number, c.sex, c.birth_date, c.approved_on, c.province, c.variant,
    CASE WHEN e.id IS NOT NULL THEN CAST(e.state_after AS CHAR(10))
	WHEN b.id IS NOT NULL THEN 'issued'
	ELSE 'approved' END AS state,
    IFNULL(e.effective_at, b.effective_at) AS state_since,
    e.reason_class, e.successor_version, b.effective_at AS batch_issued_at
FROM certificate c
LEFT JOIN event e ON e.id = (
	-- Its own events take effect in the order of their ids.
	SELECT MAX(x.id) FROM event x
	WHERE x.serial = c.serial AND x.version = c.version
	AND x.effective_at <= UTC_TIMESTAMP(6))
LEFT JOIN event b ON b.batch = c.batch AND b.kind = 'issue'
    AND b.effective_at <= UTC_TIMESTAMP(6);
