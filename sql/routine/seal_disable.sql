-- Takes a seal file out of use for good.  Its row is locked first: whoever is
-- sealing with it is waited for, and whoever comes later sees it disabled.
-- Refused: 'no-such-seal', 'already-disabled'.
CREATE OR REPLACE PROCEDURE seal_disable(
	IN p_seal_file INT UNSIGNED, IN p_reason_text VARCHAR(1000))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_found INT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	SELECT seal_file INTO v_found
	FROM seal_file WHERE seal_file = p_seal_file FOR UPDATE;
	IF v_found IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-seal';
	END IF;
	IF EXISTS (SELECT 1 FROM seal_disabled
	    WHERE seal_file = p_seal_file LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'already-disabled';
	END IF;
	INSERT INTO seal_disabled (seal_file, disabled_at, disabled_by,
	    reason_text)
	VALUES (p_seal_file, UTC_TIMESTAMP(6), SESSION_USER(), p_reason_text);
	IF v_own THEN
		COMMIT;
	END IF;
END;
