-- What administrators do, and what needs two of them.

-- What the chain of events does not tell: who looked, took out, brought in.
-- No persons: a certificate is its serial and version, and the detail holds
-- counts, codes and numbers of this registry's own.  No foreign key: a note
-- must not wait for whoever holds a certificate's row.
CREATE TABLE admin_event (
	note		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at		DATETIME(6) NOT NULL COMMENT 'UTC',
	actor		VARCHAR(140) NOT NULL COMMENT 'database account',
	action		ENUM('view', 'change', 'export', 'import', 'backup',
			'restore', 'purge') NOT NULL,
	serial		BIGINT UNSIGNED NULL COMMENT 'NULL: of no one certificate',
	version		SMALLINT UNSIGNED NULL,
	detail		VARCHAR(200) NOT NULL COMMENT 'words, counts, codes',
	KEY admin_event_at (at),
	KEY admin_event_certificate (serial, at),
	CONSTRAINT admin_event_subject CHECK
	    ((serial IS NULL) = (version IS NULL)),
	CONSTRAINT admin_event_text CHECK (detail <> ''
	    AND detail NOT RLIKE '[[:cntrl:]]'),
	-- A resident identity number, and not the middle of a digest.
	CONSTRAINT admin_event_no_person CHECK (detail NOT RLIKE
	    '(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])')
) COMMENT 'what administrators did beside changing states';
