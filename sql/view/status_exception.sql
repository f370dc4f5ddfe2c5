-- For status lists: a row is a version of a certificate that is not in force,
-- with its state, by its own last effective event as in certificate_status.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW status_exception AS
SELECT e.serial, e.version, CAST(e.state_after AS CHAR(10)) AS state
FROM event e
WHERE e.serial IS NOT NULL AND e.state_after <> 'issued'
AND e.id = (SELECT MAX(x.id) FROM event x
    WHERE x.serial = e.serial AND x.version = e.version
    AND x.effective_at <= UTC_TIMESTAMP(6));
