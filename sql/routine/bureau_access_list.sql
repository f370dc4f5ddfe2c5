-- Writes down what a bureau was told about many certificates, in a call that
-- was let in: bureau_access for each of p_rows, a JSON array of [serial or null,
-- version or null, outcome].
CREATE OR REPLACE PROCEDURE bureau_access_list(
	IN p_call BIGINT UNSIGNED, IN p_channel VARCHAR(16),
	IN p_rows LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO access_event (at, channel, serial, version, outcome, actor,
	    actor_name, bureau_call)
	SELECT UTC_TIMESTAMP(3), p_channel, j.serial, j.version, j.outcome,
	    'bureau', b.name_zh, c.bureau_call
	FROM bureau_call c
	JOIN bureau b ON b.bureau = c.bureau
	JOIN JSON_TABLE(p_rows, '$[*]' COLUMNS (n FOR ORDINALITY,
	    serial BIGINT UNSIGNED PATH '$[0]',
	    version SMALLINT UNSIGNED PATH '$[1]',
	    outcome VARCHAR(32) PATH '$[2]')) j
	WHERE c.bureau_call = p_call AND c.outcome = 'admitted'
	ORDER BY j.n;
	IF ROW_COUNT() = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-call';
	END IF;
END;
