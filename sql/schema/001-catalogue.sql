-- The catalogue: which qualifications have electronic certificates, in which
-- style, under which seal.  All of it is dated data, for later notices change
-- it (notice 2021-97, paragraph 5).  A period holds its first day and not its
-- last; 9999-12-31 stands for "until further notice".

CREATE TABLE seal (
	code		VARCHAR(32) NOT NULL PRIMARY KEY
			COMMENT 'stable name of the seal in models and keys',
	name_zh		VARCHAR(100) NOT NULL
			COMMENT 'text of the electronic seal',
	valid_from	DATE NOT NULL,
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	source		VARCHAR(100) NOT NULL
			COMMENT 'document and paragraph that introduced it',
	CONSTRAINT seal_code CHECK (code NOT RLIKE '[^a-z0-9-]' AND code <> ''),
	CONSTRAINT seal_period CHECK (valid_from < valid_until)
) COMMENT 'electronic seals';

CREATE TABLE style (
	style		TINYINT UNSIGNED NOT NULL
			COMMENT 'number in the annex of the notice',
	valid_from	DATE NOT NULL,
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	statement_zh	VARCHAR(400) NOT NULL
			COMMENT 'sentence with {authorities} {issuer} {title} {ability}',
	source		VARCHAR(100) NOT NULL,
	PERIOD FOR validity (valid_from, valid_until),
	PRIMARY KEY (style, valid_from),
	UNIQUE KEY style_no_overlap (style, validity WITHOUT OVERLAPS)
) COMMENT 'styles of certificate';

CREATE TABLE qualification (
	code		CHAR(2) NOT NULL PRIMARY KEY
			COMMENT '01 and on, in the order of the notice',
	paragraph	TINYINT UNSIGNED NOT NULL
			COMMENT 'of the notice: 2 or 3',
	ordinal		TINYINT UNSIGNED NOT NULL
			COMMENT 'place in that paragraph',
	name_zh		VARCHAR(100) NOT NULL COMMENT 'as the notice has it, levels aside',
	UNIQUE KEY qualification_place (paragraph, ordinal),
	UNIQUE KEY qualification_name (name_zh),
	CONSTRAINT qualification_code CHECK (code NOT RLIKE '[^0-9]'
	    AND CHAR_LENGTH(code) = 2)
) COMMENT 'professional qualifications';

CREATE TABLE qualification_edition (
	qualification	CHAR(2) NOT NULL,
	edition		TINYINT UNSIGNED NOT NULL COMMENT '1 and on',
	valid_from	DATE NOT NULL,
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	style		TINYINT UNSIGNED NOT NULL,
	style_from	DATE NOT NULL COMMENT 'which edition of the style',
	seal		VARCHAR(32) NOT NULL,
	issuer		VARCHAR(100) NULL
			COMMENT 'style 2: the body that issues',
	title_zh	VARCHAR(100) NOT NULL,
	title_en	VARCHAR(200) NOT NULL,
	authorities	VARCHAR(400) NOT NULL
			COMMENT 'names in order, joined with ; as in qualification_authority',
	statement_zh	VARCHAR(400) NOT NULL COMMENT 'the whole sentence',
	licence_type	CHAR(21) NULL COMMENT 'GB/T 36904 type code',
	licence_issuer	CHAR(18) NULL COMMENT 'GB 32100 code of the issuer',
	source		VARCHAR(100) NOT NULL,
	PERIOD FOR validity (valid_from, valid_until),
	PRIMARY KEY (qualification, edition),
	UNIQUE KEY edition_no_overlap (qualification, validity WITHOUT OVERLAPS),
	CONSTRAINT edition_qualification FOREIGN KEY (qualification)
	    REFERENCES qualification (code),
	CONSTRAINT edition_style FOREIGN KEY (style, style_from)
	    REFERENCES style (style, valid_from),
	CONSTRAINT edition_seal FOREIGN KEY (seal) REFERENCES seal (code),
	CONSTRAINT edition_issuer CHECK ((style = 2) = (issuer IS NOT NULL)),
	CONSTRAINT edition_number CHECK (edition > 0),
	CONSTRAINT edition_statement CHECK (statement_zh NOT RLIKE '[{}]'),
	CONSTRAINT edition_licence_type CHECK (licence_type IS NULL
	    OR (CHAR_LENGTH(licence_type) = 21
	    AND licence_type NOT RLIKE '[^0-9A-Z]')),
	CONSTRAINT edition_licence_issuer CHECK (licence_issuer IS NULL
	    OR (CHAR_LENGTH(licence_issuer) = 18
	    AND licence_issuer NOT RLIKE '[^0-9A-Z]'))
) COMMENT 'what a certificate of a qualification says, from when to when';

CREATE TABLE qualification_authority (
	qualification	CHAR(2) NOT NULL,
	edition		TINYINT UNSIGNED NOT NULL,
	ordinal		TINYINT UNSIGNED NOT NULL COMMENT 'order in the statement',
	name_zh		VARCHAR(100) NOT NULL,
	PRIMARY KEY (qualification, edition, ordinal),
	CONSTRAINT authority_edition FOREIGN KEY (qualification, edition)
	    REFERENCES qualification_edition (qualification, edition)
) COMMENT 'authorities that approve (style 1) or supervise (style 2)';

CREATE TABLE qualification_specialty (
	qualification	CHAR(2) NOT NULL,
	specialty	TINYINT UNSIGNED NOT NULL,
	name_zh		VARCHAR(30) NOT NULL,
	PRIMARY KEY (qualification, specialty),
	UNIQUE KEY specialty_name (qualification, name_zh),
	CONSTRAINT specialty_qualification FOREIGN KEY (qualification)
	    REFERENCES qualification (code)
) COMMENT 'specialties of a qualification';

CREATE TABLE qualification_level (
	qualification	CHAR(2) NOT NULL,
	level		TINYINT UNSIGNED NOT NULL,
	name_zh		VARCHAR(15) NOT NULL,
	specialty	TINYINT UNSIGNED NULL
			COMMENT 'the one specialty that has this level; NULL: all',
	PRIMARY KEY (qualification, level),
	CONSTRAINT level_qualification FOREIGN KEY (qualification)
	    REFERENCES qualification (code),
	CONSTRAINT level_specialty FOREIGN KEY (qualification, specialty)
	    REFERENCES qualification_specialty (qualification, specialty)
) COMMENT 'levels of a qualification';

-- A certificate points here, so that one foreign key of two bytes keeps it to
-- the levels and specialties that its edition has.
CREATE TABLE qualification_variant (
	variant		SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	qualification	CHAR(2) NOT NULL,
	edition		TINYINT UNSIGNED NOT NULL,
	level		TINYINT UNSIGNED NULL,
	specialty	TINYINT UNSIGNED NULL,
	level_key	TINYINT UNSIGNED AS (IFNULL(level, 0)) STORED,
	specialty_key	TINYINT UNSIGNED AS (IFNULL(specialty, 0)) STORED,
	UNIQUE KEY variant_once
	    (qualification, edition, level_key, specialty_key),
	CONSTRAINT variant_edition FOREIGN KEY (qualification, edition)
	    REFERENCES qualification_edition (qualification, edition),
	CONSTRAINT variant_level FOREIGN KEY (qualification, level)
	    REFERENCES qualification_level (qualification, level),
	CONSTRAINT variant_specialty FOREIGN KEY (qualification, specialty)
	    REFERENCES qualification_specialty (qualification, specialty)
) COMMENT 'combinations of edition, level and specialty that exist';

CREATE TABLE id_type (
	code		CHAR(3) NOT NULL PRIMARY KEY,
	name_zh		VARCHAR(30) NOT NULL,
	source		VARCHAR(60) NOT NULL
) COMMENT 'identity documents of holders';

CREATE TABLE province (
	code		CHAR(2) NOT NULL PRIMARY KEY,
	name_zh		VARCHAR(30) NOT NULL,
	source		VARCHAR(60) NOT NULL
) COMMENT 'where a certificate was examined for';

CREATE TABLE reason_class (
	code		VARCHAR(32) NOT NULL PRIMARY KEY,
	-- The list is event.kind's to the letter: a foreign key compares places.
	kind		ENUM('approve', 'issue', 'suspend', 'reinstate', 'revoke',
			'correct') NOT NULL
			COMMENT 'the state change it may explain',
	sentence_zh	VARCHAR(100) NOT NULL COMMENT 'told to the public',
	sentence_en	VARCHAR(200) NOT NULL,
	UNIQUE KEY reason_class_kind (code, kind)
) COMMENT 'public reasons for a change of state';
