-- Files of certificates that were delivered: what became of each, and what was
-- wrong in those that were refused in whole or in part.  No persons: neither a
-- row of a file nor its name is kept here.

CREATE TABLE import_file (
	import		INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	digest		BINARY(32) NOT NULL COMMENT 'SHA-256 of the file',
	qualification	CHAR(2) NOT NULL,
	approved_on	DATE NOT NULL COMMENT 'of every certificate in it',
	examination	CHAR(6) NOT NULL COMMENT 'YYYYMM',
	source		VARCHAR(100) NOT NULL
			COMMENT 'the body that delivered it',
	accept_valid	BOOLEAN NOT NULL
			COMMENT '1: rows with faults were to be left out',
	batch		INT UNSIGNED NULL
			COMMENT 'NULL: nothing of it is in the registry',
	row_count	INT UNSIGNED NOT NULL COMMENT 'in the file',
	loaded		INT UNSIGNED NOT NULL DEFAULT 0
			COMMENT 'certificates in the batch',
	reached		INT UNSIGNED NOT NULL DEFAULT 0
			COMMENT 'row of the file; the next one comes next',
	rejected	INT UNSIGNED NOT NULL DEFAULT 0
			COMMENT 'rows with faults',
	state		ENUM('loading', 'approved', 'refused', 'discarding',
			'discarded') NOT NULL,
	opened_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	opened_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	finished_at	DATETIME(6) NULL COMMENT 'UTC; NULL: it goes on',
	finished_by	VARCHAR(140) NULL,
	-- A file stands in the registry once.
	standing	BINARY(32) AS (CASE WHEN state IN
			('loading', 'approved', 'discarding') THEN digest END)
			STORED,
	UNIQUE KEY import_once (standing),
	UNIQUE KEY import_batch (batch),
	KEY import_digest (digest, import),
	CONSTRAINT import_of FOREIGN KEY (qualification)
	    REFERENCES qualification (code),
	CONSTRAINT import_into FOREIGN KEY (batch) REFERENCES batch (batch),
	CONSTRAINT import_source CHECK (source <> ''
	    AND source NOT RLIKE '[\\x00-\\x1F\\x7F]'),
	CONSTRAINT import_counts CHECK (loaded <= reached
	    AND reached <= row_count AND rejected <= row_count),
	CONSTRAINT import_whole CHECK (state <> 'approved'
	    OR (loaded > 0 AND loaded + rejected = row_count)),
	CONSTRAINT import_all CHECK (accept_valid OR rejected = 0
	    OR state IN ('refused', 'discarding', 'discarded')),
	CONSTRAINT import_held CHECK ((batch IS NOT NULL) =
	    (state IN ('loading', 'approved', 'discarding'))),
	CONSTRAINT import_finished CHECK ((finished_at IS NULL) =
	    (state IN ('loading', 'discarding')))
) COMMENT 'files of certificates that were delivered';

CREATE TABLE import_reject (
	import		INT UNSIGNED NOT NULL,
	reason		VARCHAR(40) NOT NULL COMMENT 'code of base/reason.def',
	faults		INT UNSIGNED NOT NULL COMMENT 'a row may have several',
	PRIMARY KEY (import, reason),
	CONSTRAINT reject_import FOREIGN KEY (import)
	    REFERENCES import_file (import)
) COMMENT 'faults of a file, counted by reason';
