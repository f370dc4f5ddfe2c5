-- Figures: what reports count, kept up to date by the procedures that change
-- states, so that no report reads all certificates.  No persons.
--
-- Days are China's (UTC+8).  A change of state of a certificate is counted on
-- the day it takes effect, known or still to come: figure_count adds it in the
-- transaction that writes the event; figure_rebuild counts everything anew.

CREATE TABLE figure_day (
	state_after	ENUM('approved', 'issued', 'suspended', 'revoked',
			'superseded') NOT NULL,
	state_before	ENUM('none', 'approved', 'issued', 'suspended') NOT NULL
			COMMENT 'none: approved first, or made by a correction',
	day		DATE NOT NULL COMMENT 'China''s, of effect',
	variant		SMALLINT UNSIGNED NOT NULL,
	province	CHAR(2) NOT NULL,
	certificates	INT NOT NULL COMMENT 'versions that changed so',
	PRIMARY KEY (state_after, state_before, day, variant, province),
	KEY figure_day_day (day),
	CONSTRAINT figure_day_variant FOREIGN KEY (variant)
	    REFERENCES qualification_variant (variant)
) COMMENT 'changes of state a day, each counted once';

CREATE TABLE figure_stock (
	state		ENUM('approved', 'issued', 'suspended', 'revoked',
			'superseded') NOT NULL,
	variant		SMALLINT UNSIGNED NOT NULL,
	province	CHAR(2) NOT NULL,
	certificates	INT NOT NULL
			COMMENT 'once all that is recorded has taken effect',
	PRIMARY KEY (state, variant, province),
	CONSTRAINT figure_stock_variant FOREIGN KEY (variant)
	    REFERENCES qualification_variant (variant)
) COMMENT 'sums of figure_day: certificates in a state';

CREATE TABLE figure_reason (
	kind		ENUM('revoke', 'correct') NOT NULL,
	day		DATE NOT NULL COMMENT 'China''s, of effect',
	reason_class	VARCHAR(32) NOT NULL,
	days		SMALLINT NOT NULL
			COMMENT 'from the record to the effect; < 0: backdated',
	changed		TINYINT UNSIGNED NOT NULL
			COMMENT 'by a correction: 1 name, 2 document, 4 birth or sex',
	variant		SMALLINT UNSIGNED NOT NULL,
	province	CHAR(2) NOT NULL,
	certificates	INT UNSIGNED NOT NULL,
	PRIMARY KEY (kind, day, reason_class, days, changed, variant, province),
	CONSTRAINT figure_reason_variant FOREIGN KEY (variant)
	    REFERENCES qualification_variant (variant)
) COMMENT 'revocations and corrections a day, with why';

CREATE TABLE figure_batch (
	batch		INT UNSIGNED NOT NULL PRIMARY KEY,
	certificates	INT UNSIGNED NOT NULL COMMENT 'in it when approved',
	issued_at_once	INT UNSIGNED NOT NULL DEFAULT 0
			COMMENT 'that its issue brought into force',
	check_failures	INT UNSIGNED NOT NULL
			COMMENT 'resident numbers whose check character is wrong',
	private_use	INT UNSIGNED NOT NULL
			COMMENT 'names with a character of a private use area',
	separators	INT UNSIGNED NOT NULL
			COMMENT 'names with a separator that is not U+00B7',
	long_names	INT UNSIGNED NOT NULL
			COMMENT 'names of more than 25 characters',
	CONSTRAINT figure_batch_of FOREIGN KEY (batch) REFERENCES batch (batch)
) COMMENT 'batches as they were when approved, frozen from then on';

CREATE TABLE figure_access (
	hour		DATETIME NOT NULL COMMENT 'UTC, its beginning',
	channel		VARCHAR(16) NOT NULL,
	outcome		VARCHAR(32) NOT NULL,
	actor		ENUM('public', 'holder', 'bureau', 'operator') NOT NULL,
	answers		INT UNSIGNED NOT NULL,
	PRIMARY KEY (hour, channel, outcome, actor)
) COMMENT 'rows of access_event an hour';

CREATE TABLE figure_head (
	only		TINYINT UNSIGNED NOT NULL PRIMARY KEY DEFAULT 1,
	counted_at	DATETIME NULL
			COMMENT 'UTC, of the last figure_rebuild; NULL: never',
	access_until	DATETIME NOT NULL DEFAULT '2000-01-01'
			COMMENT 'UTC: figure_access has the hours before it',
	CONSTRAINT figure_head_one CHECK (only = 1)
) COMMENT 'how far the figures go';

INSERT INTO figure_head (only) VALUES (1);

-- Issues in a period; and those of single certificates, which are few.
ALTER TABLE event
    ADD KEY IF NOT EXISTS event_kind (kind, effective_at),
    ADD KEY IF NOT EXISTS event_first (kind, version);
ALTER TABLE access_event ADD KEY IF NOT EXISTS access_at (at);
ALTER TABLE annotation ADD KEY IF NOT EXISTS
    annotation_made (made_at, scene, days);
ALTER TABLE annotation_withdrawal ADD KEY IF NOT EXISTS
    withdrawal_at (withdrawn_at);

-- What each report is, for people and for the program that runs it: filled
-- anew at each `ecert migrate` (report.sql).
CREATE TABLE report_entry (
	report		VARCHAR(32) NOT NULL PRIMARY KEY
			COMMENT 'CALL report_NAME(...)',
	ordinal		SMALLINT UNSIGNED NOT NULL COMMENT 'place in the list',
	title_zh	VARCHAR(60) NOT NULL,
	title_en	VARCHAR(100) NOT NULL,
	purpose_zh	VARCHAR(300) NOT NULL COMMENT 'what a row is, what counts',
	purpose_en	VARCHAR(600) NOT NULL,
	UNIQUE KEY report_entry_place (ordinal),
	CONSTRAINT report_entry_name CHECK (report RLIKE '^[a-z][a-z_]*\\z')
) COMMENT 'reports';

CREATE TABLE report_term (
	term		VARCHAR(32) NOT NULL PRIMARY KEY,
	kind		ENUM('text', 'code', 'count', 'number', 'rate', 'date',
			'month', 'moment', 'province', 'qualification') NOT NULL
			COMMENT 'count: may be added up; number, rate: may not',
	title_zh	VARCHAR(40) NOT NULL,
	title_en	VARCHAR(60) NOT NULL,
	definition_zh	VARCHAR(300) NOT NULL,
	definition_en	VARCHAR(600) NOT NULL,
	CONSTRAINT report_term_name CHECK (term RLIKE '^[a-z][a-z0-9_]*\\z')
) COMMENT 'columns and parameters: one name means one thing in all reports';

CREATE TABLE report_parameter (
	report		VARCHAR(32) NOT NULL,
	ordinal		TINYINT UNSIGNED NOT NULL COMMENT 'place in the CALL',
	term		VARCHAR(32) NOT NULL COMMENT 'may always be NULL',
	PRIMARY KEY (report, ordinal),
	UNIQUE KEY report_parameter_once (report, term),
	CONSTRAINT report_parameter_of FOREIGN KEY (report)
	    REFERENCES report_entry (report) ON DELETE CASCADE,
	CONSTRAINT report_parameter_term FOREIGN KEY (term)
	    REFERENCES report_term (term)
) COMMENT 'what a report may be asked for';

CREATE TABLE report_column (
	report		VARCHAR(32) NOT NULL,
	ordinal		TINYINT UNSIGNED NOT NULL,
	term		VARCHAR(32) NOT NULL COMMENT 'name of the column',
	PRIMARY KEY (report, ordinal),
	UNIQUE KEY report_column_once (report, term),
	CONSTRAINT report_column_of FOREIGN KEY (report)
	    REFERENCES report_entry (report) ON DELETE CASCADE,
	CONSTRAINT report_column_term FOREIGN KEY (term)
	    REFERENCES report_term (term)
) COMMENT 'what a report answers with';

-- report_stock and report_stock_by_province take its place.
DROP VIEW IF EXISTS report_stock_by_state;
