-- Copies that bureaus make for administrative matters: annotations like
-- others, with the bureau as their maker and the matter as their cause.  They
-- do not count among the holder's own, who sees them and by whom they were made.

ALTER TABLE annotation_scene
	ADD COLUMN IF NOT EXISTS chosen_by ENUM('holder', 'bureau') NOT NULL
	    DEFAULT 'holder' COMMENT 'who may make copies for it';

-- What bureaus make copies for; no holder may choose it.
INSERT INTO annotation_scene (code, valid_from, ordinal, name_zh, name_en,
    source, chosen_by)
SELECT 'official', DATE '2021-12-17', 99, '办理行政事项',
    'Administrative matter', 'GB/T 36906: caller''s matter', 'bureau'
FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM annotation_scene s WHERE s.code = 'official');

CREATE TABLE annotation_official (
	annotation	BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	bureau		INT UNSIGNED NOT NULL COMMENT 'who made it, and may have it',
	bureau_call	BIGINT UNSIGNED NOT NULL COMMENT 'by which it was asked',
	item_code	VARCHAR(40) NOT NULL COMMENT 'of the administrative matter',
	item_name	VARCHAR(100) NULL,
	cause		VARCHAR(200) NOT NULL,
	officer		VARCHAR(50) NULL COMMENT 'never shown to holders',
	-- A call that is repeated within a day is the same one.
	idempotency_key	VARCHAR(128) NULL COMMENT 'the caller''s, of the call',
	request		BINARY(32) NOT NULL COMMENT 'SHA-256 of what was asked',
	UNIQUE KEY official_call (bureau, idempotency_key),
	CONSTRAINT official_annotation FOREIGN KEY (annotation)
	    REFERENCES annotation (annotation),
	CONSTRAINT official_bureau FOREIGN KEY (bureau)
	    REFERENCES bureau (bureau),
	CONSTRAINT official_cause CHECK (cause <> '' AND item_code <> '')
) COMMENT 'copies that bureaus made for administrative matters';
