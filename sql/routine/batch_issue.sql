-- Issues a whole approved batch: from p_effective_at on (NULL: now) each of its
-- certificates is in force, unless it has a history of its own.  What was
-- approved must still be what is there ('batch-changed').
CREATE OR REPLACE PROCEDURE batch_issue(
	IN p_batch INT UNSIGNED, IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_since, v_at DATETIME(6);
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_payload BINARY(32);
	DECLARE v_approved_on DATE;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	IF v_own THEN
		START TRANSACTION;
	END IF;
	CALL batch_lock(p_batch, v_state, v_since, v_qualification, v_edition);
	SET v_at = IFNULL(p_effective_at, UTC_TIMESTAMP(6));
	IF v_state <> 'approved' THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'not-in-state:approved';
	END IF;
	CALL effective_check(v_at, v_since);
	CALL seal_check(v_qualification, v_edition, v_at);
	CALL batch_payload(p_batch, v_payload, v_approved_on);
	IF NOT EXISTS (SELECT 1 FROM event
	    WHERE batch = p_batch AND kind = 'approve'
	    AND payload = v_payload LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'batch-changed';
	END IF;
	CALL event_append('issue', p_batch, NULL, NULL, 'issued', v_at, NULL,
	    NULL, NULL, v_payload);
	IF v_own THEN
		COMMIT;
	END IF;
END;
