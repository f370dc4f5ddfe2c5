-- For the form of a holder: a row is one scene that may be chosen today
-- (China's date).
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW annotation_scene_entry AS
SELECT code, ordinal, name_zh, name_en, valid_from
FROM annotation_scene
WHERE chosen_by = 'holder'
AND valid_from <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
AND valid_until > DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR);
