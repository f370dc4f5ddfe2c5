-- For the page /catalogue: a row is one qualification in force today (China's
-- date).  Lists are joined with ；; a specialty with levels of its own has them
-- in brackets.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW catalogue_entry AS
SELECT q.code, q.paragraph, q.ordinal, e.edition, e.style, e.valid_from,
    q.name_zh, e.title_zh, e.title_en,
    IFNULL((SELECT GROUP_CONCAT(l.name_zh ORDER BY l.level SEPARATOR '；')
	FROM qualification_level l
	WHERE l.qualification = q.code AND l.specialty IS NULL), '') AS levels,
    IFNULL((SELECT GROUP_CONCAT(s.name_zh, IFNULL((
	    SELECT CONCAT('（', GROUP_CONCAT(l.name_zh ORDER BY l.level
		SEPARATOR '、'), '）')
	    FROM qualification_level l
	    WHERE l.qualification = s.qualification
	    AND l.specialty = s.specialty), '')
	ORDER BY s.specialty SEPARATOR '；')
	FROM qualification_specialty s
	WHERE s.qualification = q.code), '') AS specialties,
    REPLACE(e.authorities, ';', '；') AS authorities,
    IFNULL(e.issuer, '') AS issuer, s.code AS seal_code, s.name_zh AS seal_name
FROM qualification q
JOIN qualification_edition e ON e.qualification = q.code
    AND e.valid_from <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
    AND e.valid_until > DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
JOIN seal s ON s.code = e.seal;
