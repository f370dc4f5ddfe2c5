-- State changes: rows are only ever added, by event_append alone.  Each row
-- carries the digest of the one before, so that a changed or missing row shows.

CREATE TABLE event (
	id		BIGINT UNSIGNED NOT NULL PRIMARY KEY
			COMMENT 'without gaps, in the order of the chain',
	kind		ENUM('approve', 'issue', 'suspend', 'reinstate', 'revoke',
			'correct') NOT NULL,
	batch		INT UNSIGNED NULL COMMENT 'either a batch ...',
	serial		BIGINT UNSIGNED NULL COMMENT '... or one version',
	version		SMALLINT UNSIGNED NULL,
	state_after	ENUM('approved', 'issued', 'suspended', 'revoked',
			'superseded') NOT NULL,
	effective_at	DATETIME(6) NOT NULL COMMENT 'UTC; counts from then on',
	recorded_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	actor		VARCHAR(140) NOT NULL COMMENT 'database account',
	reason_class	VARCHAR(32) NULL,
	reason_text	VARCHAR(1000) NULL COMMENT 'for the record, not public',
	successor_version SMALLINT UNSIGNED NULL COMMENT 'of a correction',
	payload		BINARY(32) NOT NULL
			COMMENT 'SHA-256 of the facts that it speaks of',
	previous	BINARY(32) NOT NULL COMMENT 'digest of the event before',
	digest		BINARY(32) AS (UNHEX(SHA2(CONCAT_WS(';', id, kind,
			IFNULL(batch, ''), IFNULL(serial, ''), IFNULL(version, ''),
			state_after, effective_at, recorded_at, HEX(actor),
			IFNULL(reason_class, ''), HEX(IFNULL(reason_text, '')),
			IFNULL(successor_version, ''), HEX(payload),
			HEX(previous)), 256))) STORED,
	-- Not NULL for the changes that a certificate sees at most once.
	once		TINYINT UNSIGNED AS (CASE WHEN kind IN
			('issue', 'revoke', 'correct') THEN 1 END) STORED,
	UNIQUE KEY event_batch_once (batch, kind),
	UNIQUE KEY event_certificate_once (serial, version, kind, once),
	KEY event_certificate (serial, version, effective_at),
	CONSTRAINT event_batch FOREIGN KEY (batch) REFERENCES batch (batch),
	CONSTRAINT event_version FOREIGN KEY (serial, version)
	    REFERENCES certificate (serial, version),
	CONSTRAINT event_reason FOREIGN KEY (reason_class, kind)
	    REFERENCES reason_class (code, kind),
	CONSTRAINT event_subject CHECK ((batch IS NULL) = (serial IS NOT NULL)
	    AND (serial IS NULL) = (version IS NULL)),
	CONSTRAINT event_of_batch CHECK (batch IS NULL
	    OR kind IN ('approve', 'issue')),
	CONSTRAINT event_state CHECK (state_after = CASE kind
	    WHEN 'approve' THEN 'approved' WHEN 'issue' THEN 'issued'
	    WHEN 'suspend' THEN 'suspended' WHEN 'reinstate' THEN 'issued'
	    WHEN 'revoke' THEN 'revoked' ELSE 'superseded' END),
	CONSTRAINT event_reasoned CHECK (kind IN ('approve', 'issue')
	    OR reason_class IS NOT NULL),
	CONSTRAINT event_successor CHECK ((kind = 'correct') =
	    (successor_version IS NOT NULL))
) COMMENT 'state changes, chained';

-- Its only row is locked by whoever changes a state: one change at a time.
CREATE TABLE event_head (
	only		TINYINT UNSIGNED NOT NULL PRIMARY KEY DEFAULT 1,
	last_id		BIGINT UNSIGNED NOT NULL,
	digest		BINARY(32) NOT NULL,
	CONSTRAINT event_head_one CHECK (only = 1)
) COMMENT 'end of the chain';

INSERT INTO event_head (only, last_id, digest)
VALUES (1, 0, REPEAT(CHAR(0), 32));
