-- Issues a batch as its plan says, if nothing has changed since: batch_issue
-- for administrators.  The result is one row: the event.  Refused:
-- 'no-such-plan', 'plan-done', 'plan-expired', 'plan-changed', and with the
-- words of batch_issue.
CREATE OR REPLACE PROCEDURE batch_issue_confirm(IN p_plan INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_batch INT UNSIGNED;
	DECLARE v_at, v_expires_at, v_since DATETIME(6);
	DECLARE v_planned_count, v_planned_apart, v_count, v_apart INT UNSIGNED;
	DECLARE v_planned, v_payload BINARY(32);
	DECLARE v_state VARCHAR(12);
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_event BIGINT UNSIGNED;
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
	SELECT batch, effective_at, certificates, apart, payload, expires_at
	INTO v_batch, v_at, v_planned_count, v_planned_apart, v_planned,
	    v_expires_at
	FROM issue_plan WHERE plan = p_plan;
	IF v_batch IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-plan';
	END IF;
	CALL batch_lock(v_batch, v_state, v_since, v_qualification, v_edition);
	IF EXISTS (SELECT 1 FROM issue_plan_done
	    WHERE plan = p_plan LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'plan-done';
	END IF;
	IF v_expires_at <= UTC_TIMESTAMP(6) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'plan-expired';
	END IF;
	CALL batch_count(v_batch, v_count, v_apart);
	IF v_count <> v_planned_count OR v_apart <> v_planned_apart THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'plan-changed';
	END IF;
	CALL batch_issue(v_batch, v_at);
	SELECT id, payload INTO v_event, v_payload
	FROM event WHERE batch = v_batch AND kind = 'issue';
	IF v_payload <> v_planned THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'plan-changed';
	END IF;
	INSERT INTO issue_plan_done (plan, event) VALUES (p_plan, v_event);
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT v_event AS event;
END;
