-- Ends the loading of a bureau's batch: import_finish.  The table itself goes in
-- the same transaction.
CREATE OR REPLACE PROCEDURE bureau_batch_finish(
	IN p_batch BIGINT UNSIGNED, IN p_rejected INT UNSIGNED,
	IN p_faults LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_import INT UNSIGNED;
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
	CALL bureau_batch_lock(p_batch, v_state, v_import);
	IF v_state <> 'loading' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-over';
	END IF;
	CALL import_finish(v_import, p_rejected, p_faults);
	UPDATE bureau_batch_file SET content = NULL
	WHERE bureau_batch = p_batch;
	IF v_own THEN
		COMMIT;
	END IF;
END;
