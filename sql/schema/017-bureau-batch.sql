-- Files of approved people that bureaus deliver over HTTP.  What was found in
-- one is known at once; its rows come into the registry when the bureau
-- confirms, through an import of its own (013-import.sql).

CREATE TABLE bureau_batch (
	bureau_batch	BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	code		BINARY(16) NOT NULL COMMENT 'random, its address',
	bureau		INT UNSIGNED NOT NULL,
	format		ENUM('csv', 'xml', 'json') NOT NULL
			COMMENT 'as it came; of xml and json a table is made',
	encoding	ENUM('utf-8', 'gb18030') NOT NULL,
	digest		BINARY(32) NOT NULL COMMENT 'SHA-256 of the table',
	bytes		INT UNSIGNED NOT NULL COMMENT 'of the table',
	qualification	CHAR(2) NOT NULL,
	approved_on	DATE NOT NULL COMMENT 'of every certificate in it',
	examination	CHAR(6) NOT NULL COMMENT 'YYYYMM',
	source		VARCHAR(100) NOT NULL COMMENT 'the bureau''s name then',
	province	CHAR(2) NULL
			COMMENT 'whose rows may be in it; NULL: all, of a ministry''s body',
	accept_valid	BOOLEAN NOT NULL
			COMMENT '1: rows with faults are to be left out',
	row_count	INT UNSIGNED NOT NULL,
	rejected	INT UNSIGNED NOT NULL COMMENT 'rows with faults',
	faults		INT UNSIGNED NOT NULL COMMENT 'a row may have several',
	faulty		BOOLEAN NOT NULL
			COMMENT '1: for its faults it cannot be confirmed',
	made_at		DATETIME(3) NOT NULL COMMENT 'UTC',
	expires_at	DATETIME(3) NOT NULL
			COMMENT 'UTC; not confirmed until then, it is over',
	import		INT UNSIGNED NULL COMMENT 'NULL: not confirmed yet',
	discarded_at	DATETIME(3) NULL COMMENT 'UTC',
	-- What a bureau has on its way or in the registry, it delivers once.
	standing	BINARY(32) NULL COMMENT 'digest, or NULL when it is over',
	-- A call that is repeated within a day is the same one.
	idempotency_key	VARCHAR(128) NULL COMMENT 'the caller''s, of the call',
	request		BINARY(32) NULL COMMENT 'SHA-256 of what was asked',
	UNIQUE KEY bureau_batch_code (code),
	UNIQUE KEY bureau_batch_once (bureau, standing),
	UNIQUE KEY bureau_batch_import (import),
	UNIQUE KEY bureau_batch_call (bureau, idempotency_key),
	KEY bureau_batch_list (bureau, bureau_batch),
	CONSTRAINT bureau_batch_from FOREIGN KEY (bureau)
	    REFERENCES bureau (bureau),
	CONSTRAINT bureau_batch_of FOREIGN KEY (qualification)
	    REFERENCES qualification (code),
	CONSTRAINT bureau_batch_in FOREIGN KEY (province)
	    REFERENCES province (code),
	CONSTRAINT bureau_batch_into FOREIGN KEY (import)
	    REFERENCES import_file (import),
	CONSTRAINT bureau_batch_days CHECK
	    (expires_at = made_at + INTERVAL 7 DAY),
	CONSTRAINT bureau_batch_size CHECK (bytes BETWEEN 1 AND 16777216
	    AND row_count BETWEEN 1 AND 20000),
	CONSTRAINT bureau_batch_counts CHECK (rejected <= row_count
	    AND rejected <= faults),
	CONSTRAINT bureau_batch_whole CHECK (faulty OR rejected = 0
	    OR (accept_valid AND rejected < row_count)),
	CONSTRAINT bureau_batch_asked CHECK
	    (idempotency_key IS NULL OR request IS NOT NULL),
	CONSTRAINT bureau_batch_source CHECK (source <> ''
	    AND source NOT RLIKE '[\\x00-\\x1F\\x7F]')
) COMMENT 'files that bureaus delivered, as they were found';

-- Persons: kept while they may be needed, and no longer.
CREATE TABLE bureau_batch_file (
	bureau_batch	BIGINT UNSIGNED NOT NULL PRIMARY KEY,
	expires_at	DATETIME(3) NOT NULL COMMENT 'UTC; the batch''s',
	content		MEDIUMBLOB NULL
			COMMENT 'the table, gzip; NULL: nothing to confirm (any more)',
	faults		MEDIUMBLOB NULL
			COMMENT 'what is wrong in it, masked, a line each, gzip; NULL: nothing',
	faults_size	INT UNSIGNED NULL COMMENT 'bytes before compression',
	faults_digest	BINARY(32) NULL COMMENT 'SHA-256 before compression',
	KEY bureau_batch_file_expires (expires_at),
	CONSTRAINT bureau_batch_file_of FOREIGN KEY (bureau_batch)
	    REFERENCES bureau_batch (bureau_batch),
	CONSTRAINT bureau_batch_gzip CHECK
	    ((content IS NULL OR LEFT(content, 2) = x'1f8b')
	    AND (faults IS NULL OR LEFT(faults, 2) = x'1f8b')),
	CONSTRAINT bureau_batch_faults CHECK
	    ((faults IS NULL) = (faults_size IS NULL)
	    AND (faults IS NULL) = (faults_digest IS NULL))
) COMMENT 'tables of bureaus, until confirmed or over, and their faults';

-- A type cannot change while a foreign key, or a key without overlaps, hangs on
-- it.
ALTER TABLE retention_event
	DROP FOREIGN KEY IF EXISTS retention_of_rule;
ALTER TABLE retention_rule
	DROP KEY IF EXISTS rule_no_overlap;
ALTER TABLE retention_rule
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal', 'bureau-batch') NOT NULL;
ALTER TABLE retention_rule
	ADD UNIQUE KEY rule_no_overlap (what, validity WITHOUT OVERLAPS);
ALTER TABLE retention_event
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal', 'bureau-batch') NOT NULL,
	ADD CONSTRAINT retention_of_rule FOREIGN KEY (what, rule_from)
	    REFERENCES retention_rule (what, valid_from);

INSERT INTO retention_rule (what, valid_from, days, since, why_zh, why_en)
SELECT 'bureau-batch', '2021-12-17', 0, 'expired',
    '《个人信息保护法》第十九条；报送的名单确认后即删除，未确认的保留 7 天',
    'Personal Information Protection Law, article 19; a list that was delivered goes when it is confirmed, else after 7 days'
FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM retention_rule WHERE what = 'bureau-batch');
