-- Writes down that a bureau was told about a certificate, in a call that was
-- let in; p_serial, p_version NULL: none was found.  Holders and administrators
-- are shown it with the call's purpose.
CREATE OR REPLACE PROCEDURE bureau_access(
	IN p_call BIGINT UNSIGNED, IN p_channel VARCHAR(16),
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_outcome VARCHAR(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO access_event (at, channel, serial, version, outcome, actor,
	    actor_name, bureau_call)
	SELECT UTC_TIMESTAMP(3), p_channel, p_serial, p_version, p_outcome,
	    'bureau', b.name_zh, c.bureau_call
	FROM bureau_call c
	JOIN bureau b ON b.bureau = c.bureau
	WHERE c.bureau_call = p_call AND c.outcome = 'admitted';
	IF ROW_COUNT() = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-call';
	END IF;
END;
