-- What was refused and what failed, counted a day: nothing else keeps it.  No
-- persons, no certificates, no files.

CREATE TABLE tally_refusal (
	day		DATE NOT NULL COMMENT 'China''s',
	scene		VARCHAR(32) NOT NULL COMMENT 'asked for; '''': none known',
	reason		VARCHAR(40) NOT NULL COMMENT 'code of base/reason.def',
	refusals	INT UNSIGNED NOT NULL,
	PRIMARY KEY (day, scene, reason),
	CONSTRAINT tally_refusal_reason CHECK
	    (reason RLIKE '^[a-z][a-z0-9-]*\\z')
) COMMENT 'annotated copies that holders asked for and did not get';

CREATE TABLE tally_check (
	day		DATE NOT NULL COMMENT 'China''s',
	kind		ENUM('certificate', 'report', 'unknown') NOT NULL
			COMMENT 'what the file is, as far as it could be read',
	check_code	VARCHAR(32) NOT NULL
			COMMENT 'the first that did not pass; ''none'': all did',
	outcome		ENUM('passed', 'failed', 'could-not-check') NOT NULL,
	files		INT UNSIGNED NOT NULL,
	PRIMARY KEY (day, kind, check_code, outcome),
	CONSTRAINT tally_check_code CHECK
	    (check_code RLIKE '^[a-z][a-z0-9-]*\\z'),
	CONSTRAINT tally_check_none CHECK
	    ((check_code = 'none') = (outcome = 'passed'))
) COMMENT 'files that were verified, by the first check that did not pass';
