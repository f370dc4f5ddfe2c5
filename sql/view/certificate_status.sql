-- THE status of certificates, read by every page, interface and report.  A row
-- is one version of a certificate with its state now: its own last effective
-- event, else its batch's issue, else approved.  Texts are '' when absent;
-- state_since (UTC) and issued_on (China's date) are NULL when there is none.
--
-- Kept mergeable, so that what comes from certificate_key reads single rows by
-- their keys (t/db/lookup.t).
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_status AS
SELECT c.serial, c.version, c.management_no, c.id_hash,
    CASE WHEN e.id IS NOT NULL THEN CAST(e.state_after AS CHAR(10))
	WHEN b.id IS NOT NULL THEN 'issued'
	ELSE 'approved' END AS state,
    IFNULL(e.effective_at, b.effective_at) AS state_since,
    IFNULL(r.sentence_zh, '') AS state_reason_zh,
    IFNULL(r.sentence_en, '') AS state_reason_en,
    e.successor_version,
    c.name, c.id_type, t.name_zh AS id_type_zh, c.id_number, c.sex,
    c.birth_date, c.approved_on,
    DATE(IFNULL(i.effective_at, b.effective_at) + INTERVAL 8 HOUR) AS issued_on,
    c.province, v.qualification, q.edition, q.style, q.title_zh, q.title_en,
    IFNULL(l.name_zh, '') AS level, IFNULL(p.name_zh, '') AS specialty,
    q.authorities, IFNULL(q.issuer, '') AS issuer, q.statement_zh AS statement,
    s.code AS seal_code, s.name_zh AS seal_name,
    IFNULL(q.licence_type, '') AS licence_type,
    IFNULL(q.licence_issuer, '') AS licence_issuer
FROM certificate c
JOIN qualification_variant v ON v.variant = c.variant
JOIN qualification_edition q
    ON q.qualification = v.qualification AND q.edition = v.edition
JOIN seal s ON s.code = q.seal
JOIN id_type t ON t.code = c.id_type
LEFT JOIN qualification_level l
    ON l.qualification = v.qualification AND l.level = v.level
LEFT JOIN qualification_specialty p
    ON p.qualification = v.qualification AND p.specialty = v.specialty
LEFT JOIN event e ON e.id = (
	-- Its own events take effect in the order of their ids.
	SELECT MAX(x.id) FROM event x
	WHERE x.serial = c.serial AND x.version = c.version
	AND x.effective_at <= UTC_TIMESTAMP(6))
LEFT JOIN event i ON i.serial = c.serial AND i.version = c.version
    AND i.kind = 'issue' AND i.once = 1
    AND i.effective_at <= UTC_TIMESTAMP(6)
LEFT JOIN event b ON b.batch = c.batch AND b.kind = 'issue'
    AND b.effective_at <= UTC_TIMESTAMP(6)
LEFT JOIN reason_class r ON r.code = e.reason_class;
