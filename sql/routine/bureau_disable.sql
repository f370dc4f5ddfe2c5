-- Takes a bureau, or one of its keys, out of use for good, for administrators.
-- p_fingerprint: SHA-256 of the key's certificate in hexadecimal, or '' for the
-- bureau with all its keys.  Done already: nothing changes.
-- Refused: 'no-such-bureau', 'no-such-bureau-key'.
CREATE OR REPLACE PROCEDURE bureau_disable(
	IN p_code VARCHAR(32), IN p_fingerprint VARCHAR(64),
	IN p_why VARCHAR(200))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_bureau, v_key INT UNSIGNED;

	CALL checks_on();
	SET v_bureau = (SELECT bureau FROM bureau WHERE code = p_code);
	IF v_bureau IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-bureau';
	END IF;
	IF p_fingerprint = '' THEN
		INSERT INTO bureau_disabled (bureau, disabled_at, disabled_by,
		    why)
		VALUES (v_bureau, UTC_TIMESTAMP(3), SESSION_USER(), p_why)
		ON DUPLICATE KEY UPDATE bureau = v_bureau;
	ELSE
		SET v_key = (SELECT bureau_key FROM bureau_key
		    WHERE bureau = v_bureau
		    AND fingerprint = UNHEX(p_fingerprint));
		IF v_key IS NULL THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'no-such-bureau-key';
		END IF;
		INSERT INTO bureau_key_disabled (bureau_key, disabled_at,
		    disabled_by, why)
		VALUES (v_key, UTC_TIMESTAMP(3), SESSION_USER(), p_why)
		ON DUPLICATE KEY UPDATE bureau_key = v_key;
	END IF;
END;
