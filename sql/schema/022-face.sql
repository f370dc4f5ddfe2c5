-- What a certificate says by its variant, in one row for the status to read
-- (doc/architecture.md).  Made of the catalogue by triggers and at each migrate
-- (routine/face_kept.sql), and of nothing else.
CREATE TABLE variant_face (
	variant		SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
	qualification	CHAR(2) NOT NULL,
	edition		TINYINT UNSIGNED NOT NULL,
	style		TINYINT UNSIGNED NOT NULL,
	title_zh	VARCHAR(100) NOT NULL,
	title_en	VARCHAR(200) NOT NULL,
	level		VARCHAR(15) NOT NULL COMMENT 'empty: none',
	specialty	VARCHAR(30) NOT NULL COMMENT 'empty: none',
	authorities	VARCHAR(400) NOT NULL,
	issuer		VARCHAR(100) NOT NULL COMMENT 'empty: none',
	statement	VARCHAR(400) NOT NULL,
	seal_code	VARCHAR(32) NOT NULL,
	seal_name	VARCHAR(100) NOT NULL,
	licence_type	VARCHAR(21) NOT NULL COMMENT 'empty: none yet',
	licence_issuer	VARCHAR(18) NOT NULL COMMENT 'empty: none yet',
	CONSTRAINT face_variant FOREIGN KEY (variant)
	    REFERENCES qualification_variant (variant) ON DELETE CASCADE
) COMMENT 'derived: what certificates of a variant say';
