-- For administrators and `ecert import`: a row is one combination of level and
-- specialty that an edition of a qualification has; names '' where it has none.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW variant_entry AS
SELECT v.qualification, v.edition, v.variant, IFNULL(l.name_zh, '') AS level,
    IFNULL(s.name_zh, '') AS specialty
FROM qualification_variant v
LEFT JOIN qualification_level l
    ON l.qualification = v.qualification AND l.level = v.level
LEFT JOIN qualification_specialty s
    ON s.qualification = v.qualification AND s.specialty = v.specialty;
