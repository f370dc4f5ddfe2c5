-- THE status of annotations, read by every page and interface.  A row is one
-- annotation with its state now: withdrawn, expired, or good.  Texts are ''
-- when absent; times are UTC, withdrawn_at is NULL when it was not.  matter and
-- bureau (0: none) are those of a copy that a bureau made for such a matter.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW annotation_status AS
SELECT a.annotation, a.code, a.serial, a.version, a.scene,
    s.name_zh AS scene_zh, s.name_en AS scene_en,
    IFNULL(a.recipient, '') AS recipient, a.days, a.made_at, a.expires_at,
    w.withdrawn_at, a.maker, a.seal_file,
    CASE WHEN w.annotation IS NOT NULL THEN 'withdrawn'
	WHEN a.expires_at <= UTC_TIMESTAMP() THEN 'expired'
	ELSE 'good' END AS state,
    IFNULL(CONCAT(IFNULL(CONCAT(o.item_name, '（', o.item_code, '）'),
	o.item_code), '：', o.cause), '') AS matter,
    IFNULL(o.bureau, 0) AS bureau
FROM annotation a
JOIN annotation_scene s ON s.code = a.scene AND s.valid_from = a.scene_from
LEFT JOIN annotation_withdrawal w ON w.annotation = a.annotation
LEFT JOIN annotation_official o ON o.annotation = a.annotation;
