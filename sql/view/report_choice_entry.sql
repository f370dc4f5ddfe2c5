-- For forms and names in reports: a row is one value that a parameter of its
-- kind may have.  English names are those of the newest edition; provinces have
-- none in the catalogue.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW report_choice_entry AS
SELECT 'province' AS kind, code, name_zh, '' AS name_en FROM province
UNION ALL
SELECT 'qualification', q.code, q.name_zh,
    IFNULL((SELECT e.title_en FROM qualification_edition e
	WHERE e.qualification = q.code ORDER BY e.edition DESC LIMIT 1), '')
FROM qualification q;
