-- For administrators: a row is one thing that somebody with an account looked
-- at, changed, took out or brought in, without persons.  at is UTC;
-- management_no is '' when it was about no one certificate.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW audit_entry AS
SELECT a.at, a.actor, CAST(a.action AS CHAR(8)) AS action, a.serial, a.version,
    IFNULL(c.management_no, '') AS management_no, a.detail
FROM admin_event a
LEFT JOIN certificate c ON c.serial = a.serial AND c.version = a.version
UNION ALL
SELECT e.recorded_at, e.actor, 'change', e.serial, e.version,
    IFNULL(c.management_no, ''),
    CONCAT_WS(' ', 'event', e.id, CAST(e.kind AS CHAR(12)),
	CONCAT('batch ', b.code), e.reason_class,
	CONCAT('proposed by ', e.proposed_by))
FROM event e
LEFT JOIN certificate c ON c.serial = e.serial AND c.version = e.version
LEFT JOIN batch b ON b.batch = e.batch
UNION ALL
SELECT p.proposed_at, p.proposed_by, 'change', p.serial, p.version,
    c.management_no, CONCAT_WS(' ', 'proposal', p.proposal, 'to',
	CAST(p.kind AS CHAR(12)), p.reason_class)
FROM proposal p
JOIN certificate c ON c.serial = p.serial AND c.version = p.version
UNION ALL
SELECT d.ended_at, d.ended_by, 'change', p.serial, p.version,
    c.management_no, CONCAT_WS(' ', 'proposal', p.proposal,
	CAST(d.outcome AS CHAR(12)))
FROM proposal_end d
JOIN proposal p ON p.proposal = d.proposal
JOIN certificate c ON c.serial = p.serial AND c.version = p.version
UNION ALL
SELECT i.made_at, i.made_by, 'change', NULL, NULL, '',
    CONCAT('plan ', i.plan, ' to issue batch ', b.code, ': ', i.certificates,
	' certificates')
FROM issue_plan i
JOIN batch b ON b.batch = i.batch
UNION ALL
SELECT b.opened_at, b.opened_by, 'import', NULL, NULL, '',
    CONCAT('batch ', b.code, ' opened')
FROM batch b
UNION ALL
SELECT f.imported_at, f.imported_by, 'import', NULL, NULL, '',
    CONCAT('seal file ', f.seal_file, ' for ', f.seal)
FROM seal_file f
UNION ALL
SELECT d.disabled_at, d.disabled_by, 'change', NULL, NULL, '',
    CONCAT('seal file ', d.seal_file, ' disabled')
FROM seal_disabled d;
