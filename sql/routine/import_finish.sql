-- Ends an import whose rows are all loaded: its batch is approved and its
-- faults are kept, together.  'import-incomplete' when rows are missing or the
-- batch has others, p_rejected of the file having been left out.
CREATE OR REPLACE PROCEDURE import_finish(
	IN p_import INT UNSIGNED, IN p_rejected INT UNSIGNED,
	IN p_faults LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_batch, v_loaded, v_rows INT UNSIGNED;
	DECLARE v_state, v_batch_state VARCHAR(12);
	DECLARE v_since DATETIME(6);
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
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
	SELECT batch INTO v_batch FROM import_file WHERE import = p_import;
	IF v_batch IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-not-open';
	END IF;
	CALL batch_lock(v_batch, v_batch_state, v_since, v_qualification,
	    v_edition);
	SELECT state, loaded, row_count INTO v_state, v_loaded, v_rows
	FROM import_file WHERE import = p_import FOR UPDATE;
	IF v_state <> 'loading' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-not-open';
	END IF;
	IF v_loaded = 0 OR v_loaded + p_rejected <> v_rows
	    OR v_loaded <> (SELECT COUNT(*) FROM certificate
	    WHERE batch = v_batch) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-incomplete';
	END IF;
	UPDATE import_file
	SET state = 'approved', rejected = p_rejected, reached = row_count,
	    finished_at = UTC_TIMESTAMP(6), finished_by = SESSION_USER()
	WHERE import = p_import;
	CALL import_faults(p_import, p_faults);
	CALL batch_approve(v_batch, NULL);
	CALL admin_note('import', NULL, NULL, CONCAT('import ', p_import,
	    ' approved: ', v_loaded, ' certificates, ', p_rejected,
	    ' rows left out'));
	IF v_own THEN
		COMMIT;
	END IF;
END;
