-- What was kept without a bound: codes in what is counted, and the particulars
-- of corrections that are over.

-- The account of the web service writes these by itself; nothing but a code of
-- the program's is let in (refusal_tally, check_tally).  Filled anew at each
-- `ecert migrate` (catalogue.sql).
CREATE TABLE tally_code (
	kind		ENUM('reason', 'check') NOT NULL,
	code		VARCHAR(40) NOT NULL
			COMMENT 'of base/reason.def; of document/check.def or ''none''',
	PRIMARY KEY (kind, code)
) COMMENT 'codes that refusals and checks are counted by';

-- Whoever has a correction on record has the certificate's versions and the
-- event; the proposal's own copy of name and number serves until it is over.
ALTER TABLE proposal
	ADD COLUMN IF NOT EXISTS cleared_at DATETIME(6) NULL
	    COMMENT 'UTC; when a correction''s particulars were taken out',
	DROP CONSTRAINT IF EXISTS proposal_particulars,
	DROP CONSTRAINT IF EXISTS proposal_cleared,
	ADD CONSTRAINT proposal_particulars CHECK ((kind = 'correct') =
	    (COALESCE(name, id_type, id_number, sex, birth_date, cleared_at)
	    IS NOT NULL)),
	ADD CONSTRAINT proposal_cleared CHECK (cleared_at IS NULL OR
	    COALESCE(name, id_type, id_number, id_hash, sex, birth_date)
	    IS NULL),
	ADD KEY IF NOT EXISTS proposal_kept (kind, cleared_at, expires_at);

-- A type cannot change while a foreign key, or a key without overlaps, hangs on
-- it.
ALTER TABLE retention_event
	DROP FOREIGN KEY IF EXISTS retention_of_rule;
ALTER TABLE retention_rule
	DROP KEY IF EXISTS rule_no_overlap;
ALTER TABLE retention_rule
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal') NOT NULL,
	MODIFY COLUMN since ENUM('expired', 'ended', 'begun', 'recorded')
	    NOT NULL COMMENT 'expired: expires_at; ended: 15 minutes after seen_at, of a proposal ended_at or else expires_at; begun: begun_at; recorded: at',
	DROP CONSTRAINT IF EXISTS rule_since,
	ADD CONSTRAINT rule_since CHECK (since = CASE what
	    WHEN 'session' THEN 'ended' WHEN 'proposal' THEN 'ended'
	    WHEN 'sign-in' THEN 'begun' WHEN 'access' THEN 'recorded'
	    ELSE 'expired' END);
ALTER TABLE retention_rule
	ADD UNIQUE KEY rule_no_overlap (what, validity WITHOUT OVERLAPS);
ALTER TABLE retention_event
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal') NOT NULL,
	MODIFY COLUMN removed INT UNSIGNED NOT NULL
	    COMMENT 'rows; of proposals, those whose particulars were taken out',
	ADD CONSTRAINT retention_of_rule FOREIGN KEY (what, rule_from)
	    REFERENCES retention_rule (what, valid_from);

INSERT INTO retention_rule (what, valid_from, days, since, why_zh, why_en)
SELECT 'proposal', '2021-12-17', 60, 'ended',
    '《个人信息保护法》第十九条；《行政复议法》第二十条：六十日内可以申请复议',
    'Personal Information Protection Law, article 19; Administrative Reconsideration Law, article 20: reconsideration may be asked for within 60 days'
FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM retention_rule WHERE what = 'proposal');
