-- For the views change_own, change_batch and change_standing: a row is an event
-- beside a version of a certificate; those say which belong together.  Times are
-- texts in China's time to the microsecond.  issued_on is the date of the
-- certificate's own issue, else of its batch's, whether or not that has come.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW chain_entry AS
SELECT e.id AS event, CAST(e.kind AS CHAR(10)) AS kind,
    DATE_FORMAT(e.recorded_at + INTERVAL 8 HOUR,
	'%Y-%m-%dT%H:%i:%s.%f+08:00') AS recorded,
    DATE_FORMAT(e.effective_at + INTERVAL 8 HOUR,
	'%Y-%m-%dT%H:%i:%s.%f+08:00') AS effective,
    CAST(e.state_after AS CHAR(10)) AS state,
    IF(e.batch IS NULL, 'certificate', 'batch') AS subject,
    IFNULL(e.successor_version, 0) AS successor,
    IFNULL(e.reason_class, '') AS reason,
    IFNULL(r.sentence_zh, '') AS reason_zh,
    IFNULL(r.sentence_en, '') AS reason_en,
    e.batch AS event_batch, e.serial AS event_serial,
    e.version AS event_version,
    c.batch, c.serial, c.version, c.province,
    s.management_no, s.name, s.id_type, s.id_type_zh, s.id_number, s.sex,
    s.birth_date, s.approved_on,
    DATE(IFNULL(i.effective_at, b.effective_at) + INTERVAL 8 HOUR) AS issued_on,
    s.qualification, s.style, s.title_zh, s.title_en, s.level, s.specialty,
    s.authorities, s.issuer, s.statement, s.seal_code, s.seal_name,
    s.licence_type, s.licence_issuer
FROM event e
JOIN certificate c
JOIN certificate_status s ON s.serial = c.serial AND s.version = c.version
LEFT JOIN event i ON i.serial = c.serial AND i.version = c.version
    AND i.kind = 'issue' AND i.once = 1
LEFT JOIN event b ON b.batch = c.batch AND b.kind = 'issue'
LEFT JOIN reason_class r ON r.code = e.reason_class;
