-- Batches of look-ups that somebody asked for without an account, for an hour.
-- What was asked for is sealed by the responders with a key that is made of
-- the job's address: the database alone cannot read it.

CREATE TABLE lookup_job (
	job		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	code		BINARY(16) NOT NULL COMMENT 'random, its address',
	made_at		DATETIME NOT NULL COMMENT 'UTC',
	expires_at	DATETIME NOT NULL COMMENT 'UTC; gone from then',
	started		BOOLEAN NOT NULL COMMENT '0: waits for a yes',
	file_digest	BINARY(32) NOT NULL COMMENT 'SHA-256 of what was sent',
	row_count	SMALLINT UNSIGNED NOT NULL,
	UNIQUE KEY job_code (code),
	KEY job_expires (expires_at),
	CONSTRAINT job_hour CHECK (expires_at = made_at + INTERVAL 1 HOUR),
	CONSTRAINT job_rows CHECK (row_count BETWEEN 1 AND 500)
) COMMENT 'batches of look-ups, for an hour';

CREATE TABLE lookup_row (
	job		BIGINT UNSIGNED NOT NULL,
	number		INT UNSIGNED NOT NULL COMMENT 'its row in the file',
	sealed		VARCHAR(768) NOT NULL
			COMMENT 'name and numbers, base64url',
	tries		TINYINT UNSIGNED NOT NULL DEFAULT 0
			COMMENT 'that could not be made',
	outcome		ENUM('pending', 'found', 'not-found', 'not-checked')
			NOT NULL DEFAULT 'pending',
	state		ENUM('issued', 'suspended', 'revoked', 'superseded')
			NULL COMMENT 'of the certificate that was found',
	state_since	DATETIME NULL COMMENT 'UTC',
	checked_at	DATETIME NULL COMMENT 'UTC',
	PRIMARY KEY (job, number),
	CONSTRAINT row_job FOREIGN KEY (job) REFERENCES lookup_job (job),
	CONSTRAINT row_tries CHECK (tries <= 3),
	CONSTRAINT row_state CHECK
	    ((outcome = 'found') = (state IS NOT NULL)),
	CONSTRAINT row_since CHECK
	    (state_since IS NULL OR state IS NOT NULL),
	CONSTRAINT row_checked CHECK
	    ((outcome = 'pending') = (checked_at IS NULL)),
	CONSTRAINT row_given_up CHECK
	    (outcome <> 'not-checked' OR tries = 3)
) COMMENT 'one certificate asked for in a batch';
