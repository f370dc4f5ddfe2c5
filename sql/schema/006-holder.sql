-- Holders: a person is the keyed hash of an ID number together with a name.
-- Where their codes go, who tried to sign in, who is signed in.  Addresses that
-- must not be guessed are kept as SHA-256: whoever reads the table cannot use
-- them.

CREATE TABLE holder_phone (
	id_hash		BINARY(16) NOT NULL PRIMARY KEY
			COMMENT 'as in certificate',
	phone		VARCHAR(15) NOT NULL
			COMMENT 'digits; with country code when not China''s',
	CONSTRAINT holder_phone_digits CHECK (phone NOT RLIKE '[^0-9]'
	    AND CHAR_LENGTH(phone) BETWEEN 5 AND 15)
) COMMENT 'where a holder''s codes are sent';

CREATE TABLE sign_in (
	sign_in		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	handle		BINARY(32) NOT NULL COMMENT 'SHA-256 of the attempt''s',
	code		BINARY(32) NOT NULL
			COMMENT 'SHA-256 over handle and code',
	id_hash		BINARY(16) NOT NULL,
	name		VARCHAR(100) NOT NULL,
	phone		VARCHAR(15) NULL
			COMMENT 'NULL: nobody of that number and name',
	begun_at	DATETIME NOT NULL COMMENT 'UTC',
	tries		TINYINT UNSIGNED NOT NULL DEFAULT 0,
	done_at		DATETIME NULL COMMENT 'UTC; used, once',
	UNIQUE KEY sign_in_handle (handle),
	KEY sign_in_person (id_hash, begun_at),
	KEY sign_in_begun (begun_at),
	CONSTRAINT sign_in_tries CHECK (tries <= 5),
	CONSTRAINT sign_in_somebody CHECK (done_at IS NULL OR phone IS NOT NULL)
) COMMENT 'attempts to sign in, of people that exist and that do not';

CREATE TABLE session (
	session		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	token		BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s',
	id_hash		BINARY(16) NOT NULL,
	name		VARCHAR(100) NOT NULL,
	begun_at	DATETIME NOT NULL COMMENT 'UTC',
	seen_at		DATETIME NOT NULL COMMENT 'UTC; idle since then',
	UNIQUE KEY session_token (token),
	KEY session_seen (seen_at),
	KEY session_begun (begun_at),
	CONSTRAINT session_times CHECK (seen_at >= begun_at)
) COMMENT 'holders who are signed in';
