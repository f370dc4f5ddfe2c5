-- variant_face is what the catalogue says, whoever edits the catalogue: a
-- variant's row is written again with each row that it is made of.  NULL stands
-- for any qualification and any seal.
CREATE OR REPLACE PROCEDURE face_write(
	IN p_qualification CHAR(2), IN p_seal VARCHAR(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
REPLACE INTO variant_face (variant, qualification, edition, style, title_zh,
    title_en, level, specialty, authorities, issuer, statement, seal_code,
    seal_name, licence_type, licence_issuer)
SELECT v.variant, v.qualification, v.edition, q.style, q.title_zh, q.title_en,
    IFNULL(l.name_zh, ''), IFNULL(p.name_zh, ''), q.authorities,
    IFNULL(q.issuer, ''), q.statement_zh, s.code, s.name_zh,
    IFNULL(q.licence_type, ''), IFNULL(q.licence_issuer, '')
FROM qualification_variant v
JOIN qualification_edition q
    ON q.qualification = v.qualification AND q.edition = v.edition
JOIN seal s ON s.code = q.seal
LEFT JOIN qualification_level l
    ON l.qualification = v.qualification AND l.level = v.level
LEFT JOIN qualification_specialty p
    ON p.qualification = v.qualification AND p.specialty = v.specialty
WHERE (p_qualification IS NULL OR v.qualification = p_qualification)
AND (p_seal IS NULL OR s.code = p_seal);

CREATE OR REPLACE TRIGGER face_of_new_variant
AFTER INSERT ON qualification_variant FOR EACH ROW
CALL face_write(NEW.qualification, NULL);

CREATE OR REPLACE TRIGGER face_of_variant
AFTER UPDATE ON qualification_variant FOR EACH ROW
CALL face_write(NEW.qualification, NULL);

CREATE OR REPLACE TRIGGER face_of_edition
AFTER UPDATE ON qualification_edition FOR EACH ROW
CALL face_write(NEW.qualification, NULL);

CREATE OR REPLACE TRIGGER face_of_level
AFTER UPDATE ON qualification_level FOR EACH ROW
CALL face_write(NEW.qualification, NULL);

CREATE OR REPLACE TRIGGER face_of_specialty
AFTER UPDATE ON qualification_specialty FOR EACH ROW
CALL face_write(NEW.qualification, NULL);

CREATE OR REPLACE TRIGGER face_of_seal
AFTER UPDATE ON seal FOR EACH ROW
CALL face_write(NULL, NEW.code);

CALL face_write(NULL, NULL);
