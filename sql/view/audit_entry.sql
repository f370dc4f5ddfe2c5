-- For administrators: a row is one thing that somebody with an account, or a
-- bureau, looked at, changed, took out or brought in, without holders' names.
-- at is UTC; management_no is '' when it was about no one certificate; a bureau's
-- actor is its code and "@bureau", and whoever acted there is in the detail.
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
FROM seal_disabled d
UNION ALL
SELECT b.added_at, b.added_by, 'change', NULL, NULL, '',
    CONCAT('bureau ', b.code, ' added')
FROM bureau b
UNION ALL
SELECT t.set_at, t.set_by, 'change', NULL, NULL, '',
    CONCAT('bureau ', b.code, ' may ', CAST(t.scopes AS CHAR(60)), ', ',
	t.per_minute, ' a minute, ', t.per_day, ' a day, by ',
	CAST(t.proof AS CHAR(12)))
FROM bureau_terms t
JOIN bureau b ON b.bureau = t.bureau
UNION ALL
SELECT k.added_at, k.added_by, 'change', NULL, NULL, '',
    CONCAT('bureau ', b.code, ' key ', LOWER(HEX(LEFT(k.fingerprint, 8))),
	' added')
FROM bureau_key k
JOIN bureau b ON b.bureau = k.bureau
UNION ALL
SELECT d.disabled_at, d.disabled_by, 'change', NULL, NULL, '',
    CONCAT('bureau ', b.code, ' key ', LOWER(HEX(LEFT(k.fingerprint, 8))),
	' disabled')
FROM bureau_key_disabled d
JOIN bureau_key k ON k.bureau_key = d.bureau_key
JOIN bureau b ON b.bureau = k.bureau
UNION ALL
SELECT d.disabled_at, d.disabled_by, 'change', NULL, NULL, '',
    CONCAT('bureau ', b.code, ' disabled')
FROM bureau_disabled d
JOIN bureau b ON b.bureau = d.bureau
-- What bureaus were told of certificates, with the matter and who acted there.
UNION ALL
SELECT a.at, CONCAT(b.code, '@bureau'), 'view', a.serial, a.version,
    IFNULL(c.management_no, ''),
    CONCAT_WS(' ', 'call', k.bureau_call, k.route, a.outcome, 'for',
	k.item_code, k.item_name, CONCAT('because of ', k.cause),
	CONCAT('by ', k.officer))
FROM access_event a
JOIN bureau_call k ON k.bureau_call = a.bureau_call
JOIN bureau b ON b.bureau = k.bureau
LEFT JOIN certificate c ON c.serial = a.serial AND c.version = a.version
-- And their other calls: of no one certificate, or refused.
UNION ALL
SELECT k.at, CONCAT(b.code, '@bureau'),
    IF(k.outcome = 'admitted', 'call', 'refused'), NULL, NULL, '',
    CONCAT_WS(' ', 'call', k.bureau_call, k.route,
	NULLIF(k.outcome, 'admitted'), CONCAT('for ', k.item_code),
	k.item_name, CONCAT('because of ', k.cause),
	CONCAT('by ', k.officer))
FROM bureau_call k
JOIN bureau b ON b.bureau = k.bureau
WHERE NOT EXISTS (SELECT 1 FROM access_event a
    WHERE a.bureau_call = k.bureau_call);
