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

-- Revoking and correcting need two persons: one proposes, another confirms or
-- refuses.  Rows of both tables are only ever added.  Accounts are of one
-- person when they have the same name before the last @, whatever the host.
CREATE TABLE proposal (
	proposal	INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	-- The list is event.kind's to the letter, for the foreign key's sake.
	kind		ENUM('approve', 'issue', 'suspend', 'reinstate', 'revoke',
			'correct') NOT NULL COMMENT 'revoke or correct',
	serial		BIGINT UNSIGNED NOT NULL,
	version		SMALLINT UNSIGNED NOT NULL,
	reason_class	VARCHAR(32) NOT NULL,
	reason_text	VARCHAR(1000) NULL COMMENT 'for the record, not public',
	effective_at	DATETIME(6) NULL COMMENT 'UTC; NULL: when confirmed',
	name		VARCHAR(100) NULL
			COMMENT 'a correction: NULL stays as it was, and so on',
	id_type		CHAR(3) NULL,
	id_number	VARCHAR(32) NULL,
	id_hash		BINARY(16) NULL,
	sex		TINYINT UNSIGNED NULL,
	birth_date	DATE NULL,
	state		ENUM('issued', 'suspended') NOT NULL
			COMMENT 'of the certificate when proposed',
	state_since	DATETIME(6) NOT NULL COMMENT 'UTC; both must still be so',
	proposed_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	proposed_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	expires_at	DATETIME(6) NOT NULL COMMENT 'UTC; gone from then',
	UNIQUE KEY proposal_by (proposal, proposed_by),
	KEY proposal_certificate (serial, version, kind),
	KEY proposal_expires (expires_at),
	CONSTRAINT proposal_version FOREIGN KEY (serial, version)
	    REFERENCES certificate (serial, version),
	CONSTRAINT proposal_reason FOREIGN KEY (reason_class, kind)
	    REFERENCES reason_class (code, kind),
	CONSTRAINT proposal_kind CHECK (kind IN ('revoke', 'correct')),
	CONSTRAINT proposal_days CHECK
	    (expires_at = proposed_at + INTERVAL 30 DAY),
	CONSTRAINT proposal_hash CHECK
	    ((id_number IS NULL) = (id_hash IS NULL)),
	CONSTRAINT proposal_particulars CHECK ((kind = 'correct') =
	    (COALESCE(name, id_type, id_number, sex, birth_date) IS NOT NULL))
) COMMENT 'changes that wait for a second person, for 30 days';

CREATE TABLE proposal_end (
	proposal	INT UNSIGNED NOT NULL PRIMARY KEY,
	outcome		ENUM('confirmed', 'refused', 'withdrawn') NOT NULL,
	proposed_by	VARCHAR(140) NOT NULL COMMENT 'as in proposal',
	ended_at	DATETIME(6) NOT NULL COMMENT 'UTC',
	ended_by	VARCHAR(140) NOT NULL COMMENT 'database account',
	reason_text	VARCHAR(1000) NULL COMMENT 'why it was refused',
	event		BIGINT UNSIGNED NULL COMMENT 'what was done by it',
	CONSTRAINT end_proposal FOREIGN KEY (proposal, proposed_by)
	    REFERENCES proposal (proposal, proposed_by),
	CONSTRAINT end_event FOREIGN KEY (event) REFERENCES event (id),
	CONSTRAINT end_done CHECK
	    ((outcome = 'confirmed') = (event IS NOT NULL)),
	CONSTRAINT end_two_persons CHECK ((outcome = 'withdrawn') =
	    (LEFT(proposed_by, CHAR_LENGTH(proposed_by) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(proposed_by, '@', -1)))
	    = LEFT(ended_by, CHAR_LENGTH(ended_by) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(ended_by, '@', -1)))))
) COMMENT 'what became of a proposal; none: it is open, or has expired';

-- A batch is issued by the number of a plan that says what that would do.
CREATE TABLE issue_plan (
	plan		INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	batch		INT UNSIGNED NOT NULL,
	effective_at	DATETIME(6) NULL COMMENT 'UTC; NULL: when confirmed',
	certificates	INT UNSIGNED NOT NULL COMMENT 'in the batch',
	apart		INT UNSIGNED NOT NULL
			COMMENT 'of them, with a history of their own',
	payload		BINARY(32) NOT NULL COMMENT 'as an event of the batch has',
	made_at		DATETIME(6) NOT NULL COMMENT 'UTC',
	made_by		VARCHAR(140) NOT NULL COMMENT 'database account',
	expires_at	DATETIME(6) NOT NULL COMMENT 'UTC; gone from then',
	CONSTRAINT plan_batch FOREIGN KEY (batch) REFERENCES batch (batch),
	CONSTRAINT plan_day CHECK (expires_at = made_at + INTERVAL 1 DAY),
	CONSTRAINT plan_count CHECK (certificates > 0 AND apart <= certificates)
) COMMENT 'dry runs of issuing a batch, for a day';

CREATE TABLE issue_plan_done (
	plan		INT UNSIGNED NOT NULL PRIMARY KEY,
	event		BIGINT UNSIGNED NOT NULL,
	UNIQUE KEY plan_event (event),
	CONSTRAINT done_plan FOREIGN KEY (plan) REFERENCES issue_plan (plan),
	CONSTRAINT done_event FOREIGN KEY (event) REFERENCES event (id)
) COMMENT 'plans that were carried out, and by which event';

-- The chain names both persons.  An event without a proposal has the digest
-- that it always had: CONCAT_WS leaves out what is NULL.
ALTER TABLE event
	ADD COLUMN IF NOT EXISTS proposed_by VARCHAR(140) NULL
	    COMMENT 'database account; where two persons were needed'
	    AFTER actor,
	MODIFY COLUMN digest BINARY(32) AS (UNHEX(SHA2(CONCAT_WS(';', id, kind,
	    IFNULL(batch, ''), IFNULL(serial, ''), IFNULL(version, ''),
	    state_after, effective_at, recorded_at, HEX(actor),
	    IFNULL(reason_class, ''), HEX(IFNULL(reason_text, '')),
	    IFNULL(successor_version, ''), HEX(payload),
	    HEX(previous), HEX(proposed_by)), 256))) STORED,
	DROP CONSTRAINT IF EXISTS event_two_persons,
	ADD CONSTRAINT event_two_persons CHECK (proposed_by IS NULL
	    OR LEFT(proposed_by, CHAR_LENGTH(proposed_by) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(proposed_by, '@', -1)))
	    <> LEFT(actor, CHAR_LENGTH(actor) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(actor, '@', -1))));

-- Administrators had these before; their grants go with them.  What stands in
-- their place now is made right after, for the owner alone.
DROP PROCEDURE IF EXISTS batch_issue;
DROP PROCEDURE IF EXISTS certificate_revoke;
DROP PROCEDURE IF EXISTS certificate_correct;
