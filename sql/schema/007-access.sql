-- Who was told about a certificate, by which way: for its holder, and for
-- numbers.  Never an address of the network, never what was typed.
--
-- No foreign key: it would make every look-up wait for whoever holds the
-- certificate's row, and what was asked for may not exist.
CREATE TABLE access_event (
	access		BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	at		DATETIME(3) NOT NULL COMMENT 'UTC',
	channel		VARCHAR(16) NOT NULL COMMENT 'by which way, a word',
	serial		BIGINT UNSIGNED NULL COMMENT 'NULL: none was found',
	version		SMALLINT UNSIGNED NULL,
	outcome		VARCHAR(32) NOT NULL COMMENT 'what was told, a word',
	actor		ENUM('public', 'holder', 'bureau', 'operator') NOT NULL,
	actor_name	VARCHAR(100) NULL COMMENT 'of a bureau alone',
	KEY access_certificate (serial, at),
	CONSTRAINT access_channel CHECK (channel RLIKE '^[a-z][a-z0-9-]*\\z'),
	CONSTRAINT access_outcome CHECK (outcome RLIKE '^[a-z][a-z0-9-]*\\z'),
	CONSTRAINT access_subject CHECK
	    ((serial IS NULL) = (version IS NULL)),
	CONSTRAINT access_named CHECK
	    ((actor = 'bureau') = (actor_name IS NOT NULL))
) COMMENT 'what was asked and told, one a row';
