-- The changes of a province, for bureaus that keep a copy: read in the order of
-- the chain, proved a day at a time.

-- A batch holds many provinces: whoever asks for one reads no other's rows.
-- InnoDB ends the key with serial and version, so it is also the order.
ALTER TABLE certificate
	ADD KEY IF NOT EXISTS certificate_of_batch (batch, province),
	DROP KEY IF EXISTS certificate_batch;

-- Which events are of a day; which are still to come.
ALTER TABLE event
	ADD KEY IF NOT EXISTS event_recorded (recorded_at),
	ADD KEY IF NOT EXISTS event_effective (effective_at);

-- A row is 4096 entries of a province that were recorded in one day of China's,
-- and their digest.  Written by change_day alone, once; what fills fewer lines
-- is not kept, and is digested each time.  Events are only added at the end, so
-- a full block never changes.
CREATE TABLE change_block (
	province	CHAR(2) NOT NULL COMMENT 'GB/T 2260',
	day		DATE NOT NULL COMMENT 'China''s, of recorded_at',
	block		INT UNSIGNED NOT NULL COMMENT 'from 0 on',
	digest		BINARY(32) NOT NULL COMMENT 'SHA-256 of its lines',
	after_event	BIGINT UNSIGNED NOT NULL COMMENT 'place before its first',
	after_serial	BIGINT UNSIGNED NOT NULL,
	until_event	BIGINT UNSIGNED NOT NULL COMMENT 'place behind its last',
	until_serial	BIGINT UNSIGNED NOT NULL,
	PRIMARY KEY (province, day, block)
) COMMENT 'full blocks of the days of changes';

-- A row is one page of changes, or of a snapshot, that a bureau was about to be
-- given: which part of what.  The holders of what lies between are those who
-- were told of.
CREATE TABLE feed_page (
	page		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at		DATETIME(6) NOT NULL COMMENT 'UTC',
	bureau_call		BIGINT UNSIGNED NOT NULL COMMENT 'whose',
	feed		ENUM('changes', 'snapshot') NOT NULL,
	province	CHAR(2) NOT NULL COMMENT 'GB/T 2260',
	after_place	BIGINT UNSIGNED NOT NULL COMMENT 'event; batch',
	after_serial	BIGINT UNSIGNED NOT NULL,
	after_version	SMALLINT UNSIGNED NOT NULL,
	until_place	BIGINT UNSIGNED NOT NULL COMMENT 'event; batch',
	until_serial	BIGINT UNSIGNED NOT NULL,
	until_version	SMALLINT UNSIGNED NOT NULL,
	entries		SMALLINT UNSIGNED NOT NULL,
	KEY feed_page_at (at),
	KEY feed_page_until (province, feed, until_place),
	CONSTRAINT feed_page_entries CHECK (entries <= 1000)
) COMMENT 'pages of changes and snapshots that were given out';
