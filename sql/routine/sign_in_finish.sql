-- Ends an attempt to sign in with the code that was typed.  One row: outcome
-- 'signed-in' with the holder, or 'wrong-code', 'too-many-tries' (five),
-- 'code-expired' (five minutes; or used, or no such attempt).  The try counts
-- before the code is compared, so that many at once are no more than five; it
-- is kept whatever comes out, therefore nothing is signalled here.
CREATE OR REPLACE PROCEDURE sign_in_finish(
	IN p_handle BINARY(32), IN p_code BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_open BOOLEAN;
	DECLARE v_outcome VARCHAR(16) DEFAULT 'wrong-code';

	CALL checks_on();
	UPDATE sign_in SET tries = tries + 1
	WHERE handle = p_handle AND tries < 5 AND done_at IS NULL
	AND begun_at > UTC_TIMESTAMP() - INTERVAL 5 MINUTE;
	SET v_open = ROW_COUNT() = 1;
	IF v_open THEN
		UPDATE sign_in SET done_at = UTC_TIMESTAMP()
		WHERE handle = p_handle AND code = p_code AND done_at IS NULL
		AND phone IS NOT NULL;
		IF ROW_COUNT() = 1 THEN
			SET v_outcome = 'signed-in';
		END IF;
	ELSEIF EXISTS (SELECT 1 FROM sign_in WHERE handle = p_handle
	    AND tries = 5 AND done_at IS NULL
	    AND begun_at > UTC_TIMESTAMP() - INTERVAL 5 MINUTE) THEN
		SET v_outcome = 'too-many-tries';
	ELSE
		SET v_outcome = 'code-expired';
	END IF;
	SELECT v_outcome AS outcome, s.id_hash, IFNULL(s.name, '') AS name
	FROM (SELECT 1) one
	LEFT JOIN sign_in s ON s.handle = p_handle AND v_outcome = 'signed-in';
END;
