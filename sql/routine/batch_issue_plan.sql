-- Says what issuing a batch would do, having tried and undone it, and writes
-- that down for a day under a number that batch_issue_confirm takes.
-- p_effective_at NULL: when it is confirmed.  The result is one row: plan,
-- code, qualification, certificates, apart (those of them that have a history
-- of their own and are left alone), digest of the batch, expires_at (UTC).
-- What could not be done is refused with the word of batch_issue.
CREATE OR REPLACE PROCEDURE batch_issue_plan(
	IN p_batch INT UNSIGNED, IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_now DATETIME(6) DEFAULT UTC_TIMESTAMP(6);
	DECLARE v_payload BINARY(32);
	DECLARE v_count, v_apart INT UNSIGNED;
	DECLARE v_plan INT UNSIGNED;
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
	SAVEPOINT plan_tried;
	CALL batch_issue(p_batch, p_effective_at);
	SELECT payload INTO v_payload
	FROM event WHERE batch = p_batch AND kind = 'issue';
	ROLLBACK TO SAVEPOINT plan_tried;
	CALL batch_count(p_batch, v_count, v_apart);
	INSERT INTO issue_plan (batch, effective_at, certificates, apart,
	    payload, made_at, made_by, expires_at)
	VALUES (p_batch, p_effective_at, v_count, v_apart, v_payload, v_now,
	    SESSION_USER(), v_now + INTERVAL 1 DAY);
	SET v_plan = LAST_INSERT_ID();
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT v_plan AS plan, b.code, b.qualification, v_count AS certificates,
	    v_apart AS apart, LOWER(HEX(v_payload)) AS digest,
	    v_now + INTERVAL 1 DAY AS expires_at
	FROM batch b WHERE b.batch = p_batch;
END;
