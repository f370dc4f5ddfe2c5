-- THE status of certificates, read by every page, interface and report: how
-- each version stands (certificate_standing) and what it says.  Texts are ''
-- when absent; state_since (UTC) and issued_on (China's date) are NULL when
-- there is none.
--
-- Kept mergeable, like certificate_standing.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_status AS
SELECT c.serial, c.version, c.management_no, c.id_hash, c.state, c.state_since,
    IFNULL(r.sentence_zh, '') AS state_reason_zh,
    IFNULL(r.sentence_en, '') AS state_reason_en,
    c.successor_version,
    c.name, c.id_type, t.name_zh AS id_type_zh, c.id_number, c.sex,
    c.birth_date, c.approved_on,
    DATE(IFNULL(i.effective_at, c.batch_issued_at) + INTERVAL 8 HOUR)
	AS issued_on,
    c.province, f.qualification, f.edition, f.style, f.title_zh, f.title_en,
    f.level, f.specialty, f.authorities, f.issuer, f.statement, f.seal_code,
    f.seal_name, f.licence_type, f.licence_issuer
FROM certificate_standing c
JOIN variant_face f ON f.variant = c.variant
JOIN id_type t ON t.code = c.id_type
LEFT JOIN event i ON i.serial = c.serial AND i.version = c.version
    AND i.kind = 'issue' AND i.once = 1
    AND i.effective_at <= UTC_TIMESTAMP(6)
LEFT JOIN reason_class r ON r.code = c.reason_class;
