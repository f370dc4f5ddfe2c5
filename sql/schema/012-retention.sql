-- How long is kept what may go, and what went.  Certificates and events have
-- no rule: they are never removed.

CREATE TABLE retention_rule (
	what		ENUM('copy', 'session', 'sign-in', 'report', 'lookup',
			'access') NOT NULL,
	valid_from	DATE NOT NULL COMMENT 'China''s date',
	valid_until	DATE NOT NULL DEFAULT '9999-12-31',
	days		SMALLINT UNSIGNED NOT NULL
			COMMENT 'of 24 hours, counted from the moment named',
	since		ENUM('expired', 'ended', 'begun', 'recorded') NOT NULL
			COMMENT 'expired: expires_at; ended: 15 minutes after seen_at; begun: begun_at; recorded: at',
	why_zh		VARCHAR(200) NOT NULL COMMENT 'the rule''s source',
	why_en		VARCHAR(400) NOT NULL,
	PERIOD FOR validity (valid_from, valid_until),
	PRIMARY KEY (what, valid_from),
	UNIQUE KEY rule_no_overlap (what, validity WITHOUT OVERLAPS),
	CONSTRAINT rule_since CHECK (since = CASE what
	    WHEN 'session' THEN 'ended' WHEN 'sign-in' THEN 'begun'
	    WHEN 'access' THEN 'recorded' ELSE 'expired' END),
	-- Employers are told that their tables of people go after an hour.
	CONSTRAINT rule_lookup CHECK (what <> 'lookup' OR days = 0),
	-- Attempts to sign in are counted against limits of ten minutes.
	CONSTRAINT rule_sign_in CHECK (what <> 'sign-in' OR days >= 1),
	-- 网络安全法: logs are kept for six months at least.
	CONSTRAINT rule_access CHECK (what <> 'access' OR days >= 184),
	CONSTRAINT rule_reasoned CHECK (why_zh <> '' AND why_en <> '')
) COMMENT 'how long is kept what may go, from when to when';

INSERT INTO retention_rule (what, valid_from, days, since, why_zh, why_en)
VALUES
	('copy', '2021-12-17', 0, 'expired',
	    '加注件过期即失效，不再提供下载；加注记录保留，供核验',
	    'An annotated copy that has expired is given out no more; the annotation stays, so that its code can be asked about'),
	('session', '2021-12-17', 0, 'ended',
	    '《个人信息保护法》第十九条：保存期限应当为实现处理目的所必要的最短时间',
	    'Personal Information Protection Law, article 19: no longer than the purpose needs'),
	('sign-in', '2021-12-17', 1, 'begun',
	    '《个人信息保护法》第十九条；登录次数限制只计最近十分钟',
	    'Personal Information Protection Law, article 19; the limits on signing in count the last ten minutes'),
	('report', '2021-12-17', 0, 'expired',
	    '核验报告注明自核验之日起保留 90 天',
	    'A verification report says that it is kept for 90 days'),
	('lookup', '2021-12-17', 0, 'expired',
	    '批量查询页面承诺一小时后删除',
	    'The page for batches of look-ups promises to delete them after an hour'),
	('access', '2021-12-17', 1096, 'recorded',
	    '参照《个人信息保护法》第五十六条：处理情况记录应当至少保存三年',
	    'After Personal Information Protection Law, article 56: records of processing are kept for three years at least');

-- One row a step of `ecert purge`, written in the transaction that removes.
CREATE TABLE retention_event (
	retention	BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at		DATETIME(6) NOT NULL COMMENT 'UTC',
	actor		VARCHAR(140) NOT NULL COMMENT 'database account',
	what		ENUM('copy', 'session', 'sign-in', 'report', 'lookup',
			'access') NOT NULL,
	rule_from	DATE NOT NULL COMMENT 'which edition of the rule',
	days		SMALLINT UNSIGNED NOT NULL COMMENT 'the rule''s, then',
	removed		INT UNSIGNED NOT NULL COMMENT 'rows',
	oldest		DATETIME(3) NOT NULL
			COMMENT 'UTC; of what was removed, the moment that the rule counts from',
	newest		DATETIME(3) NOT NULL COMMENT 'UTC; likewise',
	KEY retention_event_what (what, at),
	CONSTRAINT retention_of_rule FOREIGN KEY (what, rule_from)
	    REFERENCES retention_rule (what, valid_from),
	CONSTRAINT retention_some CHECK (removed > 0),
	CONSTRAINT retention_times CHECK (oldest <= newest AND newest <= at)
) COMMENT 'what was removed, counted';

-- The oldest are found without reading the others.
ALTER TABLE access_event ADD KEY IF NOT EXISTS access_at (at);
