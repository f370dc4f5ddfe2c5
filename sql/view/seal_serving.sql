-- For annotation_create: a row is one seal file that may seal certificates of
-- one qualification now: imported, in force, not disabled, and serving that
-- qualification today (China's date).
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW seal_serving AS
SELECT f.seal_file, f.seal, s.qualification
FROM seal_file f
JOIN seal_scope s ON s.seal = f.seal
    AND s.valid_from <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
    AND s.valid_until > DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
LEFT JOIN seal_disabled d ON d.seal_file = f.seal_file
WHERE d.seal_file IS NULL
AND f.valid_from <= UTC_TIMESTAMP() AND f.valid_until >= UTC_TIMESTAMP();
