-- Keeps that a file was refused, and its faults by reason; nothing of it is in
-- the registry.  The same file refused again takes the place of the first.
-- p_faults as in import_finish.
CREATE OR REPLACE PROCEDURE import_refuse(
	IN p_digest BINARY(32), IN p_qualification CHAR(2),
	IN p_approved_on DATE, IN p_examination CHAR(6),
	IN p_source VARCHAR(100), IN p_accept_valid BOOLEAN,
	IN p_rows INT UNSIGNED, IN p_rejected INT UNSIGNED,
	IN p_faults LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_import INT UNSIGNED;
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
	SELECT import INTO v_import FROM import_file
	WHERE digest = p_digest AND state = 'refused'
	AND qualification = p_qualification AND source = p_source
	ORDER BY import DESC LIMIT 1 FOR UPDATE;
	IF v_import IS NULL THEN
		INSERT INTO import_file (digest, qualification, approved_on,
		    examination, source, accept_valid, row_count, rejected,
		    state, opened_at, opened_by, finished_at, finished_by)
		VALUES (p_digest, p_qualification, p_approved_on, p_examination,
		    p_source, p_accept_valid, p_rows, p_rejected, 'refused',
		    UTC_TIMESTAMP(6), SESSION_USER(), UTC_TIMESTAMP(6),
		    SESSION_USER());
		SET v_import = LAST_INSERT_ID();
	ELSE
		UPDATE import_file
		SET approved_on = p_approved_on, examination = p_examination,
		    accept_valid = p_accept_valid, rejected = p_rejected,
		    finished_at = UTC_TIMESTAMP(6), finished_by = SESSION_USER()
		WHERE import = v_import;
	END IF;
	CALL import_faults(v_import, p_faults);
	CALL admin_note('import', NULL, NULL, CONCAT('import ', v_import,
	    ' refused: ', p_rejected, ' of ', p_rows, ' rows'));
	IF v_own THEN
		COMMIT;
	END IF;
END;
