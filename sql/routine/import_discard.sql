-- Takes away an import that was begun and never ended: its certificates, which
-- nobody has seen, and its open batch.  The import itself stays, as discarded,
-- and the same file may be given again.  It may be called again when it was
-- cut off; it works in transactions of its own.
CREATE OR REPLACE PROCEDURE import_discard(IN p_import INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_batch INT UNSIGNED;
	DECLARE v_state VARCHAR(12);
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF NOT v_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'in-transaction';
	END IF;
	START TRANSACTION;
	SELECT batch INTO v_batch FROM batch
	WHERE batch = (SELECT batch FROM import_file WHERE import = p_import)
	FOR UPDATE;
	SELECT state INTO v_state
	FROM import_file WHERE import = p_import FOR UPDATE;
	IF v_state IS NULL OR v_state NOT IN ('loading', 'discarding')
	    OR EXISTS (SELECT 1 FROM event WHERE batch = v_batch) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-not-open';
	END IF;
	UPDATE import_file SET state = 'discarding' WHERE import = p_import;
	COMMIT;
	REPEAT
		DELETE FROM certificate WHERE batch = v_batch LIMIT 10000;
	UNTIL ROW_COUNT() = 0 END REPEAT;
	START TRANSACTION;
	UPDATE import_file
	SET state = 'discarded', batch = NULL, loaded = 0, reached = 0,
	    finished_at = UTC_TIMESTAMP(6), finished_by = SESSION_USER()
	WHERE import = p_import;
	DELETE FROM batch WHERE batch = v_batch;
	CALL admin_note('import', NULL, NULL, CONCAT('import ', p_import,
	    ' discarded'));
	COMMIT;
END;
