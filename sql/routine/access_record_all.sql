-- access_record() for what was told within a moment, all in one statement.
-- p_rows: JSON, each [channel, serial, version, outcome, actor]; serial and
-- version null: no certificate was found.  All are written or none is.
CREATE OR REPLACE PROCEDURE access_record_all(IN p_rows MEDIUMTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO access_event (at, channel, serial, version, outcome, actor)
	SELECT UTC_TIMESTAMP(3), j.channel, j.serial, j.version, j.outcome, j.actor
	FROM JSON_TABLE(p_rows, '$[*]' COLUMNS (
		n FOR ORDINALITY,
		channel VARCHAR(16) PATH '$[0]',
		serial BIGINT UNSIGNED PATH '$[1]',
		version SMALLINT UNSIGNED PATH '$[2]',
		outcome VARCHAR(32) PATH '$[3]',
		actor VARCHAR(10) PATH '$[4]')) AS j
	ORDER BY j.n;
END;
