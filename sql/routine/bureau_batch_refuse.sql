-- A batch that was to be confirmed has other faults now than the dry run found:
-- it is over, with the new faults; its table goes.  Parameters as in
-- bureau_batch_add.  'delivery-over' when it is not waiting any more.
CREATE OR REPLACE PROCEDURE bureau_batch_refuse(
	IN p_batch BIGINT UNSIGNED, IN p_rejected INT UNSIGNED,
	IN p_fault_count INT UNSIGNED, IN p_faults LONGTEXT,
	IN p_list MEDIUMBLOB, IN p_list_size INT UNSIGNED,
	IN p_list_digest BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_import, v_rows INT UNSIGNED;
	DECLARE v_digest BINARY(32);
	DECLARE v_qualification CHAR(2);
	DECLARE v_approved_on DATE;
	DECLARE v_examination CHAR(6);
	DECLARE v_source VARCHAR(100);
	DECLARE v_accept_valid BOOLEAN;
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
	IF v_state <> 'checked' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-over';
	END IF;
	SELECT digest, qualification, approved_on, examination, source,
	    accept_valid, row_count
	INTO v_digest, v_qualification, v_approved_on, v_examination, v_source,
	    v_accept_valid, v_rows
	FROM bureau_batch WHERE bureau_batch = p_batch;
	UPDATE bureau_batch
	SET faulty = 1, standing = NULL, rejected = p_rejected,
	    faults = p_fault_count
	WHERE bureau_batch = p_batch;
	UPDATE bureau_batch_file
	SET content = NULL, faults = p_list, faults_size = p_list_size,
	    faults_digest = p_list_digest
	WHERE bureau_batch = p_batch;
	CALL import_refuse(v_digest, v_qualification, v_approved_on,
	    v_examination, v_source, v_accept_valid, v_rows, p_rejected,
	    p_faults);
	IF v_own THEN
		COMMIT;
	END IF;
END;
