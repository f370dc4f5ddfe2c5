-- Accepts a whole batch from the examination authority.  Nothing can be added
-- to it afterwards.  p_effective_at NULL: now.
CREATE OR REPLACE PROCEDURE batch_approve(
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
	IF v_state <> 'open' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-in-state:open';
	END IF;
	CALL effective_check(v_at, NULL);
	CALL batch_payload(p_batch, v_payload, v_approved_on);
	IF DATE(v_at + INTERVAL 8 HOUR) < v_approved_on THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'before-approval';
	END IF;
	CALL event_append('approve', p_batch, NULL, NULL, 'approved', v_at,
	    NULL, NULL, NULL, v_payload);
	IF v_own THEN
		COMMIT;
	END IF;
END;
