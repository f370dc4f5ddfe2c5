-- Under which number the report of a bureau's file is to be kept, or is: p_number
-- (16 random bytes), or the one of the same call before.  p_key: the caller's key
-- of the call, p_request: SHA-256 of the file; 'idempotency-differs' when the
-- key was used for another file within 24 hours; 'no-such-call'.
CREATE OR REPLACE PROCEDURE bureau_report_number(
	IN p_call BIGINT UNSIGNED, IN p_key VARCHAR(128),
	IN p_request BINARY(32), IN p_number BINARY(16))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_bureau INT UNSIGNED;
	DECLARE v_request BINARY(32);
	DECLARE v_number BINARY(16);
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
	SELECT b.bureau INTO v_bureau
	FROM bureau_call c JOIN bureau b ON b.bureau = c.bureau
	WHERE c.bureau_call = p_call AND c.outcome = 'admitted';
	IF v_bureau IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-call';
	END IF;
	-- What is over goes as others come; a bounded number at a time.
	DELETE FROM bureau_report
	WHERE bureau = v_bureau AND at <= UTC_TIMESTAMP(3) - INTERVAL 1 DAY
	ORDER BY at LIMIT 100;
	DELETE FROM bureau_report
	WHERE bureau = v_bureau AND idempotency_key = p_key
	AND at <= UTC_TIMESTAMP(3) - INTERVAL 1 DAY;
	-- Of two calls at once the second waits here.
	INSERT INTO bureau_report (bureau, idempotency_key, request, number, at)
	VALUES (v_bureau, p_key, p_request, p_number, UTC_TIMESTAMP(3))
	ON DUPLICATE KEY UPDATE bureau = v_bureau;
	SELECT request, number INTO v_request, v_number
	FROM bureau_report
	WHERE bureau = v_bureau AND idempotency_key = p_key FOR UPDATE;
	IF v_request <> p_request THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'idempotency-differs';
	END IF;
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT v_number AS number;
END;
