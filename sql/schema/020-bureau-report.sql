-- Which report a bureau's call to verify a file gave: a call that is repeated
-- within a day gives the same one.  No persons, and nothing of the file.
CREATE TABLE bureau_report (
	bureau		INT UNSIGNED NOT NULL,
	idempotency_key	VARCHAR(128) NOT NULL COMMENT 'the caller''s, of the call',
	request		BINARY(32) NOT NULL COMMENT 'SHA-256 of the file',
	number		BINARY(16) NOT NULL COMMENT 'of the report, kept or to be kept',
	at		DATETIME(3) NOT NULL COMMENT 'UTC',
	PRIMARY KEY (bureau, idempotency_key),
	KEY bureau_report_at (bureau, at),
	CONSTRAINT bureau_report_of FOREIGN KEY (bureau)
	    REFERENCES bureau (bureau)
) COMMENT 'reports by the calls that gave them, for a day';
