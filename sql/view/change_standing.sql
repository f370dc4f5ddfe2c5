-- For a snapshot of a province: a row is a version of a certificate with the
-- event that gives it the state that it has now, by the rule of
-- certificate_status: its own last effective one, else its batch's issue.  What
-- is not issued yet has no row.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW change_standing AS
SELECT *
FROM chain_entry
WHERE event = IFNULL(
    (SELECT MAX(x.id) FROM event x
	WHERE x.serial = chain_entry.serial AND x.version = chain_entry.version
	AND x.effective_at <= UTC_TIMESTAMP(6)),
    (SELECT y.id FROM event y
	WHERE y.batch = chain_entry.batch AND y.kind = 'issue'
	AND y.effective_at <= UTC_TIMESTAMP(6)));
