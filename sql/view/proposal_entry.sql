-- For administrators: a row is one proposal to revoke or correct, with what has
-- become of it: open, confirmed, refused, withdrawn or expired.  Times are UTC;
-- the particulars of a correction are NULL where they stay as they are, and all
-- of them when they were taken out (cleared_at).
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW proposal_entry AS
SELECT p.proposal, CAST(p.kind AS CHAR(12)) AS kind, p.serial, p.version,
    c.management_no, p.reason_class, p.reason_text, p.effective_at, p.name,
    p.id_type, p.id_number, p.sex, p.birth_date, p.cleared_at,
    CAST(p.state AS CHAR(12)) AS state, p.state_since, p.proposed_at,
    p.proposed_by, p.expires_at,
    CASE WHEN e.proposal IS NOT NULL THEN CAST(e.outcome AS CHAR(12))
	WHEN p.expires_at <= UTC_TIMESTAMP(6) THEN 'expired'
	ELSE 'open' END AS outcome,
    e.ended_at, e.ended_by, e.reason_text AS end_text, e.event
FROM proposal p
JOIN certificate c ON c.serial = p.serial AND c.version = p.version
LEFT JOIN proposal_end e ON e.proposal = p.proposal;
