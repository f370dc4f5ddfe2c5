-- Bureaus that integrate over HTTP: who they are, by which keys they are known,
-- what they may do, and each call they made or tried to make.  Rows of all
-- tables but bureau_use are only ever added; what ends, ends by a row.

CREATE TABLE bureau (
	bureau		INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	code		VARCHAR(32) NOT NULL COMMENT 'for commands and reports',
	name_zh		VARCHAR(80) NOT NULL COMMENT 'as holders are shown it',
	province	CHAR(2) NULL
			COMMENT 'whose certificates it sees in full; NULL: a body of a ministry, that sees none',
	added_at	DATETIME(3) NOT NULL COMMENT 'UTC',
	added_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	UNIQUE KEY bureau_code (code),
	CONSTRAINT bureau_of_province FOREIGN KEY (province)
	    REFERENCES province (code),
	CONSTRAINT bureau_code_form CHECK (code RLIKE '^[a-z][a-z0-9-]*\\z'),
	CONSTRAINT bureau_name CHECK (name_zh <> ''
	    AND name_zh NOT RLIKE '[[:cntrl:]]')
) COMMENT 'bureaus and bodies that call over HTTP';

CREATE TABLE bureau_terms (
	terms		INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	bureau		INT UNSIGNED NOT NULL,
	scopes		SET('read', 'check', 'copy', 'verify', 'feed', 'batch')
			NOT NULL COMMENT 'which resources it may ask for',
	proof		ENUM('certificate', 'signature', 'both') NOT NULL
			COMMENT 'how it proves each call to be its own',
	per_minute	INT UNSIGNED NOT NULL COMMENT 'calls',
	per_day		INT UNSIGNED NOT NULL COMMENT 'calls in a day of China''s',
	valid_from	DATE NOT NULL COMMENT 'China''s date',
	valid_until	DATE NOT NULL DEFAULT '9999-12-31'
			COMMENT 'China''s date; no more on that day',
	set_at		DATETIME(3) NOT NULL COMMENT 'UTC',
	set_by		VARCHAR(140) NOT NULL COMMENT 'database account',
	KEY terms_newest (bureau, terms),
	CONSTRAINT terms_bureau FOREIGN KEY (bureau) REFERENCES bureau (bureau),
	CONSTRAINT terms_scopes CHECK (scopes <> ''),
	CONSTRAINT terms_quota CHECK (per_minute BETWEEN 1 AND 100000
	    AND per_day BETWEEN per_minute AND 10000000),
	CONSTRAINT terms_period CHECK (valid_from < valid_until)
) COMMENT 'what a bureau may do; the newest row of a bureau counts';

CREATE TABLE bureau_key (
	bureau_key	INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	bureau		INT UNSIGNED NOT NULL,
	fingerprint	BINARY(32) NOT NULL COMMENT 'SHA-256 of the certificate',
	certificate	BLOB NOT NULL COMMENT 'X.509, DER: checks signatures',
	valid_from	DATETIME NOT NULL COMMENT 'UTC; the certificate''s',
	valid_until	DATETIME NOT NULL COMMENT 'UTC; the certificate''s',
	added_at	DATETIME(3) NOT NULL COMMENT 'UTC',
	added_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	UNIQUE KEY key_fingerprint (fingerprint),
	KEY key_bureau (bureau),
	CONSTRAINT key_of_bureau FOREIGN KEY (bureau) REFERENCES bureau (bureau),
	CONSTRAINT key_digest CHECK
	    (fingerprint = UNHEX(SHA2(certificate, 256))),
	CONSTRAINT key_period CHECK (valid_from < valid_until)
) COMMENT 'certificates by which a bureau is known';

CREATE TABLE bureau_disabled (
	bureau		INT UNSIGNED NOT NULL PRIMARY KEY,
	disabled_at	DATETIME(3) NOT NULL COMMENT 'UTC',
	disabled_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	why		VARCHAR(200) NOT NULL,
	CONSTRAINT disabled_bureau FOREIGN KEY (bureau)
	    REFERENCES bureau (bureau),
	CONSTRAINT disabled_bureau_why CHECK (why <> ''
	    AND why NOT RLIKE '[[:cntrl:]]')
) COMMENT 'bureaus that may call no more, for good';

CREATE TABLE bureau_key_disabled (
	bureau_key	INT UNSIGNED NOT NULL PRIMARY KEY,
	disabled_at	DATETIME(3) NOT NULL COMMENT 'UTC',
	disabled_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	why		VARCHAR(200) NOT NULL,
	CONSTRAINT disabled_key FOREIGN KEY (bureau_key)
	    REFERENCES bureau_key (bureau_key),
	CONSTRAINT disabled_key_why CHECK (why <> ''
	    AND why NOT RLIKE '[[:cntrl:]]')
) COMMENT 'keys that are taken no more, for good';

CREATE TABLE bureau_use (
	bureau		INT UNSIGNED NOT NULL PRIMARY KEY,
	minute_at	DATETIME NOT NULL COMMENT 'UTC; beginning of the minute',
	minute_calls	INT UNSIGNED NOT NULL,
	day		DATE NOT NULL COMMENT 'China''s',
	day_calls	INT UNSIGNED NOT NULL,
	CONSTRAINT use_of_bureau FOREIGN KEY (bureau) REFERENCES bureau (bureau)
) COMMENT 'calls admitted in the present minute and day';

-- Two calls with the same signature meet at its row: the second is refused.
CREATE TABLE bureau_nonce (
	nonce		BINARY(32) NOT NULL PRIMARY KEY
			COMMENT 'SHA-256 of key and nonce',
	seen_at		DATETIME(3) NOT NULL COMMENT 'UTC',
	KEY nonce_seen (seen_at)
) COMMENT 'signatures that were used, while their time lasts';

CREATE TABLE bureau_call (
	bureau_call	BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at		DATETIME(3) NOT NULL COMMENT 'UTC',
	bureau		INT UNSIGNED NULL COMMENT 'NULL: not known whose it was',
	fingerprint	BINARY(32) NULL
			COMMENT 'of the key that was shown, known or not',
	route		VARCHAR(80) NOT NULL
			COMMENT 'method and pattern; ''-'': there is none such',
	item_code	VARCHAR(40) NULL COMMENT 'of the administrative matter',
	item_name	VARCHAR(100) NULL,
	cause		VARCHAR(200) NULL,
	officer		VARCHAR(50) NULL COMMENT 'never shown to holders',
	outcome		VARCHAR(40) NOT NULL
			COMMENT '''admitted'', or the code of base/reason.def',
	KEY call_bureau (bureau, at),
	KEY call_at (at),
	CONSTRAINT call_of_bureau FOREIGN KEY (bureau)
	    REFERENCES bureau (bureau),
	CONSTRAINT call_outcome CHECK (outcome RLIKE '^[a-z][a-z0-9-]*\\z'),
	CONSTRAINT call_admitted CHECK (outcome <> 'admitted'
	    OR (bureau IS NOT NULL AND fingerprint IS NOT NULL
	    AND item_code IS NOT NULL AND cause IS NOT NULL))
) COMMENT 'each call of a bureau, and each that was refused';

-- What a bureau was told about a certificate leads to the call, with purpose.
ALTER TABLE access_event
    ADD COLUMN IF NOT EXISTS bureau_call BIGINT UNSIGNED NULL
	COMMENT 'of a bureau''s access alone' AFTER actor_name,
    ADD KEY IF NOT EXISTS access_call (bureau_call);
