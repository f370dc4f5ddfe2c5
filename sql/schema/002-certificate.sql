-- Certificates.  A row is one version of one certificate: its facts, frozen.
-- Its state is not here but in the events (003-event.sql).

CREATE TABLE batch (
	batch		INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	code		VARCHAR(64) NOT NULL COMMENT 'name given by the deliverer',
	qualification	CHAR(2) NOT NULL,
	edition		TINYINT UNSIGNED NOT NULL,
	examination	CHAR(6) NOT NULL COMMENT 'month of the examination, YYYYMM',
	opened_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	opened_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	UNIQUE KEY batch_code (code),
	CONSTRAINT batch_edition FOREIGN KEY (qualification, edition)
	    REFERENCES qualification_edition (qualification, edition),
	CONSTRAINT batch_examination CHECK
	    (examination RLIKE '^(19|20)[0-9]{2}(0[1-9]|1[0-2])'
	    AND CHAR_LENGTH(examination) = 6)
) COMMENT 'certificates approved and issued together';

CREATE TABLE certificate (
	serial		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT
			COMMENT 'one for all versions of a certificate',
	version		SMALLINT UNSIGNED NOT NULL DEFAULT 1
			COMMENT 'corrections count up (GB/T 36904: three digits)',
	management_no	VARCHAR(32) NOT NULL,
	name		VARCHAR(100) NOT NULL COMMENT 'as given, not normalised',
	id_type		CHAR(3) NOT NULL COMMENT 'GB/T 36903 annex A',
	id_number	VARCHAR(32) NOT NULL,
	id_hash		BINARY(16) NOT NULL
			COMMENT 'HMAC-SHA256(match key, id_number), first half',
	sex		TINYINT UNSIGNED NOT NULL COMMENT 'GB/T 2261.1',
	birth_date	DATE NOT NULL,
	approved_on	DATE NOT NULL,
	province	CHAR(2) NOT NULL,
	variant		SMALLINT UNSIGNED NOT NULL,
	batch		INT UNSIGNED NULL
			COMMENT 'NULL for corrections, which are issued singly',
	PRIMARY KEY (serial, version),
	-- The public look-up has all three of id_hash, number and name, and must
	-- cost the same whichever is wrong: one descent of certificate_triple.
	-- So no other index may begin with one of them.  A holder's list reads
	-- the same index; who has a number alone asks for version 1 of it.
	UNIQUE KEY certificate_number (version, management_no),
	KEY certificate_triple (id_hash, management_no, name, version),
	CONSTRAINT certificate_variant FOREIGN KEY (variant)
	    REFERENCES qualification_variant (variant),
	CONSTRAINT certificate_batch FOREIGN KEY (batch) REFERENCES batch (batch),
	-- The codes of tables id_type and province: a foreign key would cost an
	-- index each, some forty bytes a certificate.
	CONSTRAINT certificate_id_type CHECK (id_type IN ('111', '114', '115',
	    '118', '119', '120', '122', '411', '412', '413', '414', '511', '516',
	    '553', '999')),
	CONSTRAINT certificate_province CHECK (province IN ('11', '12', '13',
	    '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36',
	    '37', '41', '42', '43', '44', '45', '46', '50', '51', '52', '53',
	    '54', '61', '62', '63', '64', '65', '66', '71', '81', '82')),
	CONSTRAINT certificate_version CHECK (version BETWEEN 1 AND 999),
	CONSTRAINT certificate_correction CHECK (version = 1 OR batch IS NULL),
	CONSTRAINT certificate_management_no CHECK
	    (CHAR_LENGTH(management_no) >= 6
	    AND management_no NOT RLIKE '[^0-9A-Za-z-]'),
	CONSTRAINT certificate_name CHECK (name <> ''
	    AND name NOT RLIKE '^[\\s\\x{3000}]|[\\s\\x{3000}]\\z|[\\x00-\\x1F\\x7F]'),
	CONSTRAINT certificate_id_number CHECK (id_number <> ''
	    AND id_number NOT RLIKE '[\\s[:cntrl:]a-z]'),
	CONSTRAINT certificate_sex CHECK (sex IN (0, 1, 2, 9)),
	CONSTRAINT certificate_approved CHECK (approved_on > birth_date),
	-- GB 11643-1999: digits 7 to 14 are the birth date, an odd digit 17 is
	-- male, and the last character is ISO 7064 MOD 11-2 of the others.
	CONSTRAINT certificate_resident CHECK (id_type <> '111' OR (
	    id_number RLIKE '^[1-9][0-9]{16}[0-9X]\\z'
	    AND SUBSTR(id_number, 7, 8) =
	    YEAR(birth_date) * 10000 + MONTH(birth_date) * 100 + DAY(birth_date)
	    AND sex = 2 - MOD(SUBSTR(id_number, 17, 1), 2)
	    AND SUBSTR(id_number, 18, 1) = SUBSTR('10X98765432', 1 + MOD(
	    7 * SUBSTR(id_number, 1, 1) + 9 * SUBSTR(id_number, 2, 1)
	    + 10 * SUBSTR(id_number, 3, 1) + 5 * SUBSTR(id_number, 4, 1)
	    + 8 * SUBSTR(id_number, 5, 1) + 4 * SUBSTR(id_number, 6, 1)
	    + 2 * SUBSTR(id_number, 7, 1) + 1 * SUBSTR(id_number, 8, 1)
	    + 6 * SUBSTR(id_number, 9, 1) + 3 * SUBSTR(id_number, 10, 1)
	    + 7 * SUBSTR(id_number, 11, 1) + 9 * SUBSTR(id_number, 12, 1)
	    + 10 * SUBSTR(id_number, 13, 1) + 5 * SUBSTR(id_number, 14, 1)
	    + 8 * SUBSTR(id_number, 15, 1) + 4 * SUBSTR(id_number, 16, 1)
	    + 2 * SUBSTR(id_number, 17, 1), 11), 1)))
) COMMENT 'versions of certificates';
