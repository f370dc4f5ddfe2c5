-- That calls to verify files are remembered for a day is a rule like the others.

-- The oldest are found without reading the others.
ALTER TABLE bureau_report
	ADD KEY IF NOT EXISTS bureau_report_kept (at);

-- A type cannot change while a foreign key, or a key without overlaps, hangs on
-- it.
ALTER TABLE retention_event
	DROP FOREIGN KEY IF EXISTS retention_of_rule;
ALTER TABLE retention_rule
	DROP KEY IF EXISTS rule_no_overlap;
ALTER TABLE retention_rule
	DROP CONSTRAINT IF EXISTS rule_bureau_report,
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal', 'bureau-batch', 'bureau-report')
	    NOT NULL,
	DROP CONSTRAINT IF EXISTS rule_since,
	ADD CONSTRAINT rule_since CHECK (since = CASE what
	    WHEN 'session' THEN 'ended' WHEN 'proposal' THEN 'ended'
	    WHEN 'sign-in' THEN 'begun' WHEN 'access' THEN 'recorded'
	    WHEN 'bureau-report' THEN 'recorded' ELSE 'expired' END),
	-- Bureaus are told that a call may be repeated for 24 hours.
	ADD CONSTRAINT rule_bureau_report
	    CHECK (what <> 'bureau-report' OR days >= 1);
ALTER TABLE retention_rule
	ADD UNIQUE KEY rule_no_overlap (what, validity WITHOUT OVERLAPS);
ALTER TABLE retention_event
	MODIFY COLUMN what ENUM('copy', 'session', 'sign-in', 'report',
	    'lookup', 'access', 'proposal', 'bureau-batch', 'bureau-report')
	    NOT NULL,
	ADD CONSTRAINT retention_of_rule FOREIGN KEY (what, rule_from)
	    REFERENCES retention_rule (what, valid_from);

INSERT INTO retention_rule (what, valid_from, days, since, why_zh, why_en)
SELECT 'bureau-report', '2021-12-17', 1, 'recorded',
    '接口文档承诺：同一 Idempotency-Key 在 24 小时内重复请求，得到同一份核验报告',
    'The interface promises that a call repeated with the same Idempotency-Key within 24 hours gives the same report'
FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM retention_rule WHERE what = 'bureau-report');
