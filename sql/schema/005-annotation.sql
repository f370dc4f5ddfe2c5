-- Annotated copies (加注): a holder says what a copy is for and how long it is
-- good; at most 90 days, at most three of one certificate in 90 days.  Like
-- certificates, annotations are never changed: a withdrawal is a row of its own.

CREATE TABLE annotation_scene (
	code		VARCHAR(32) NOT NULL COMMENT 'stable word',
	valid_from	DATE NOT NULL COMMENT 'China''s date',
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	ordinal		TINYINT UNSIGNED NOT NULL COMMENT 'place in the list',
	name_zh		VARCHAR(50) NOT NULL,
	name_en		VARCHAR(100) NOT NULL,
	source		VARCHAR(100) NOT NULL,
	PERIOD FOR validity (valid_from, valid_until),
	PRIMARY KEY (code, valid_from),
	UNIQUE KEY scene_no_overlap (code, validity WITHOUT OVERLAPS),
	CONSTRAINT scene_code CHECK (code NOT RLIKE '[^a-z0-9-]' AND code <> '')
) COMMENT 'what a copy may be for, from when to when';

CREATE TABLE annotation (
	annotation	BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	code		BINARY(16) NOT NULL COMMENT 'random, printed on the copy',
	serial		BIGINT UNSIGNED NOT NULL,
	version		SMALLINT UNSIGNED NOT NULL,
	scene		VARCHAR(32) NOT NULL,
	scene_from	DATE NOT NULL COMMENT 'which edition of the scene',
	recipient	VARCHAR(100) NULL COMMENT 'for whom, as the holder typed it',
	days		TINYINT UNSIGNED NOT NULL,
	made_at		DATETIME NOT NULL COMMENT 'UTC',
	expires_at	DATETIME NOT NULL COMMENT 'UTC; no longer good from then',
	maker		VARCHAR(100) NOT NULL DEFAULT '本人'
			COMMENT 'GB/T 36903: who made the copy',
	seal_file	INT UNSIGNED NOT NULL COMMENT 'what it was sealed with',
	UNIQUE KEY annotation_code (code),
	KEY annotation_quota (serial, made_at),
	CONSTRAINT annotation_certificate FOREIGN KEY (serial, version)
	    REFERENCES certificate (serial, version),
	CONSTRAINT annotation_of_scene FOREIGN KEY (scene, scene_from)
	    REFERENCES annotation_scene (code, valid_from),
	CONSTRAINT annotation_seal FOREIGN KEY (seal_file)
	    REFERENCES seal_file (seal_file),
	CONSTRAINT annotation_days CHECK (days BETWEEN 1 AND 90),
	CONSTRAINT annotation_expires CHECK
	    (expires_at = made_at + INTERVAL days DAY),
	-- No control characters, and none that turn the direction of the text
	-- round: it is printed on a sealed copy.
	CONSTRAINT annotation_recipient CHECK (recipient <> ''
	    AND recipient NOT RLIKE '^[\\s\\x{3000}]|[\\s\\x{3000}]\\z|[\\x{00}-\\x{1F}\\x{7F}-\\x{9F}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]'),
	CONSTRAINT annotation_maker CHECK (maker <> '')
) COMMENT 'annotated copies that were made';

CREATE TABLE annotation_withdrawal (
	annotation	BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	withdrawn_at	DATETIME NOT NULL COMMENT 'UTC',
	CONSTRAINT withdrawal_annotation FOREIGN KEY (annotation)
	    REFERENCES annotation (annotation)
) COMMENT 'annotations that their holder withdrew, for good';

-- The sealed document, kept so that a second download is the same to the byte;
-- removed when the annotation has ended.
CREATE TABLE copy (
	annotation	BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	bytes		MEDIUMBLOB NOT NULL COMMENT 'gzip (RFC 1952)',
	size		INT UNSIGNED NOT NULL COMMENT 'bytes before compression',
	digest		BINARY(32) NOT NULL
			COMMENT 'SHA-256 before compression',
	expires_at	DATETIME NOT NULL COMMENT 'UTC; the annotation''s',
	KEY copy_expires (expires_at),
	CONSTRAINT copy_annotation FOREIGN KEY (annotation)
	    REFERENCES annotation (annotation),
	CONSTRAINT copy_gzip CHECK (LEFT(bytes, 2) = x'1f8b'),
	CONSTRAINT copy_size CHECK (size BETWEEN 1 AND 4194304)
) COMMENT 'documents of annotations that are good';
