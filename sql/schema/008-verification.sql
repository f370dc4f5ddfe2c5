-- Reports of files that somebody had checked.  A report names no person and
-- the file itself is not kept: what a report is about is known by its SHA-256.

CREATE TABLE verification_report (
	report		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	number		BINARY(16) NOT NULL COMMENT 'random, its address',
	made_at		DATETIME NOT NULL COMMENT 'UTC',
	expires_at	DATETIME NOT NULL COMMENT 'UTC; gone from then',
	file_digest	BINARY(32) NOT NULL COMMENT 'SHA-256 of what was sent',
	file_size	INT UNSIGNED NOT NULL COMMENT 'bytes',
	verdict		ENUM('undecided', 'not-valid', 'valid', 'genuine') NOT NULL
			COMMENT 'genuine: a report that was checked itself',
	bytes		MEDIUMBLOB NOT NULL
			COMMENT 'the signed report, gzip (RFC 1952)',
	size		INT UNSIGNED NOT NULL COMMENT 'bytes before compression',
	digest		BINARY(32) NOT NULL
			COMMENT 'SHA-256 before compression',
	UNIQUE KEY report_number (number),
	KEY report_expires (expires_at),
	CONSTRAINT report_days CHECK
	    (expires_at = made_at + INTERVAL 90 DAY),
	CONSTRAINT report_file CHECK (file_size <= 2097152),
	CONSTRAINT report_gzip CHECK (LEFT(bytes, 2) = x'1f8b'),
	CONSTRAINT report_size CHECK (size BETWEEN 1 AND 4194304)
) COMMENT 'signed reports of verified files, for 90 days';
