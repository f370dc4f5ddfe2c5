-- Electronic seals as files: what was imported, who may sign with it, which
-- qualifications it serves from when to when, and what was taken out of use.
-- The file itself is the SESeal of GB/T 38540-2020; the columns beside it are
-- read from it at import, so that a person can tell one from another.

CREATE TABLE seal_file (
	seal_file	INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	seal		VARCHAR(32) NOT NULL COMMENT 'the seal it is the file of',
	es_id		VARCHAR(64) NOT NULL COMMENT 'esID: its maker''s number',
	name		VARCHAR(300) NOT NULL COMMENT 'the name inside it',
	owner		VARCHAR(300) NOT NULL
			COMMENT 'subject of its first signer''s certificate',
	picture_type	VARCHAR(16) NOT NULL COMMENT 'as the file spells it',
	valid_from	DATETIME NOT NULL COMMENT 'UTC, in force from then on',
	valid_until	DATETIME NOT NULL COMMENT 'UTC, the last second',
	maker		BLOB NOT NULL COMMENT 'DER certificate of who made it',
	der		MEDIUMBLOB NOT NULL COMMENT 'the whole SESeal',
	digest		BINARY(32) AS (UNHEX(SHA2(der, 256))) STORED,
	imported_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	imported_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	UNIQUE KEY seal_file_digest (digest),
	KEY seal_file_seal (seal),
	CONSTRAINT seal_file_of FOREIGN KEY (seal) REFERENCES seal (code),
	CONSTRAINT seal_file_period CHECK (valid_from < valid_until),
	CONSTRAINT seal_file_named CHECK (es_id <> '' AND name <> ''),
	-- DER of a SEQUENCE; seal/limits.h has the same ceiling.
	CONSTRAINT seal_file_der CHECK (LEFT(der, 1) = x'30'
	    AND LENGTH(der) BETWEEN 64 AND 1048576),
	CONSTRAINT seal_file_maker CHECK (LEFT(maker, 1) = x'30')
) COMMENT 'imported seals, one a row, never changed';

CREATE TABLE seal_signer (
	seal_file	INT UNSIGNED NOT NULL,
	ordinal		TINYINT UNSIGNED NOT NULL COMMENT 'place in its list',
	certificate	BLOB NOT NULL COMMENT 'DER',
	digest		BINARY(32) AS (UNHEX(SHA2(certificate, 256))) STORED,
	added_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	added_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	PRIMARY KEY (seal_file, ordinal),
	UNIQUE KEY seal_signer_once (seal_file, digest),
	CONSTRAINT seal_signer_file FOREIGN KEY (seal_file)
	    REFERENCES seal_file (seal_file),
	CONSTRAINT seal_signer_der CHECK (LEFT(certificate, 1) = x'30')
) COMMENT 'certificates of those who may sign with a seal';

CREATE TABLE seal_scope (
	seal		VARCHAR(32) NOT NULL,
	qualification	CHAR(2) NOT NULL,
	valid_from	DATE NOT NULL COMMENT 'China''s date',
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	source		VARCHAR(100) NOT NULL
			COMMENT 'document and paragraph that says so',
	PERIOD FOR validity (valid_from, valid_until),
	PRIMARY KEY (seal, qualification, valid_from),
	UNIQUE KEY scope_no_overlap
	    (seal, qualification, validity WITHOUT OVERLAPS),
	CONSTRAINT scope_seal FOREIGN KEY (seal) REFERENCES seal (code),
	CONSTRAINT scope_qualification FOREIGN KEY (qualification)
	    REFERENCES qualification (code)
) COMMENT 'which seal serves which qualification, from when to when';

-- Rows are only added: what is out of use stays so.
CREATE TABLE seal_disabled (
	seal_file	INT UNSIGNED NOT NULL PRIMARY KEY,
	disabled_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	disabled_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	reason_text	VARCHAR(1000) NOT NULL COMMENT 'for the record',
	CONSTRAINT seal_disabled_file FOREIGN KEY (seal_file)
	    REFERENCES seal_file (seal_file),
	CONSTRAINT seal_disabled_reasoned CHECK (reason_text <> '')
) COMMENT 'seal files taken out of use';
