-- A bureau takes back a batch that is not approved: what was loaded of it goes
-- (import_discard), and its table and faults.  Called again it does the rest;
-- of one that is discarded it does nothing.  'delivery-over' when it is
-- approved.  Works in transactions of its own.
CREATE OR REPLACE PROCEDURE bureau_batch_discard(IN p_batch BIGINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_state, v_import_state VARCHAR(12);
	DECLARE v_import INT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF @@in_transaction THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'in-transaction';
	END IF;
	SELECT i.import, i.state INTO v_import, v_import_state
	FROM bureau_batch b
	JOIN import_file i ON i.import = b.import
	WHERE b.bureau_batch = p_batch;
	IF v_import_state IN ('loading', 'discarding') THEN
		CALL import_discard(v_import);
	END IF;
	START TRANSACTION;
	CALL bureau_batch_lock(p_batch, v_state, v_import);
	IF v_state IN ('approved', 'loading') THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-over';
	END IF;
	UPDATE bureau_batch
	SET discarded_at = IFNULL(discarded_at, UTC_TIMESTAMP(3)),
	    standing = NULL
	WHERE bureau_batch = p_batch;
	DELETE FROM bureau_batch_file WHERE bureau_batch = p_batch;
	COMMIT;
END;
