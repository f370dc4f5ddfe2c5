-- Writes down that somebody was told something.  p_serial, p_version NULL: no
-- certificate was found.  p_actor: public, holder, bureau, operator;
-- p_actor_name: a bureau's, NULL for others.
CREATE OR REPLACE PROCEDURE access_record(
	IN p_channel VARCHAR(16), IN p_serial BIGINT UNSIGNED,
	IN p_version SMALLINT UNSIGNED, IN p_outcome VARCHAR(32),
	IN p_actor VARCHAR(10), IN p_actor_name VARCHAR(100))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO access_event (at, channel, serial, version, outcome, actor,
	    actor_name)
	VALUES (UTC_TIMESTAMP(3), p_channel, p_serial, p_version, p_outcome,
	    p_actor, p_actor_name);
END;
