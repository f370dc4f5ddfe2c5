-- Which migrations this registry has: written and read by `ecert migrate`,
-- read by the responder's health page.
CREATE TABLE schema_migration (
	version		SMALLINT UNSIGNED NOT NULL PRIMARY KEY
			COMMENT 'the number its file name begins with',
	name		VARCHAR(100) NOT NULL COMMENT 'the file',
	digest		CHAR(64) NOT NULL COMMENT 'SHA-256 of the file, hex',
	begun_at	DATETIME NOT NULL DEFAULT UTC_TIMESTAMP(),
	finished_at	DATETIME NULL
			COMMENT 'NULL: it was cut off, and a person must look'
) ENGINE = InnoDB COMMENT = 'migrations applied, one a row';
