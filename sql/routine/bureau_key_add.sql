-- Another key of a bureau, for administrators: the certificate's DER and its
-- own dates (UTC).  A bureau has two at most that are neither disabled nor
-- over, so that one may take the other's place without a gap.
CREATE OR REPLACE PROCEDURE bureau_key_add(
	IN p_code VARCHAR(32), IN p_certificate BLOB, IN p_from DATETIME,
	IN p_until DATETIME)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_bureau INT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	SET v_bureau = (SELECT bureau FROM bureau WHERE code = p_code FOR UPDATE);
	IF v_bureau IS NULL THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'no-such-bureau';
	END IF;
	IF EXISTS (SELECT 1 FROM bureau_disabled WHERE bureau = v_bureau) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'bureau-disabled';
	END IF;
	IF EXISTS (SELECT 1 FROM bureau_key
	    WHERE fingerprint = UNHEX(SHA2(p_certificate, 256))) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'bureau-key-present';
	END IF;
	IF (SELECT COUNT(*) FROM bureau_key k WHERE k.bureau = v_bureau
	    AND k.valid_until > UTC_TIMESTAMP() AND NOT EXISTS (SELECT 1
	    FROM bureau_key_disabled d WHERE d.bureau_key = k.bureau_key)) >= 2
	THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'bureau-two-keys';
	END IF;
	INSERT INTO bureau_key (bureau, fingerprint, certificate, valid_from,
	    valid_until, added_at, added_by)
	VALUES (v_bureau, UNHEX(SHA2(p_certificate, 256)), p_certificate,
	    p_from, p_until, UTC_TIMESTAMP(3), SESSION_USER());
	IF v_own THEN
		COMMIT;
	END IF;
END;
