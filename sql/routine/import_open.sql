-- Begins to load a file into a batch of its own, or finds the import that was
-- begun, or ended, with the same content.  p_digest: SHA-256 of the file;
-- p_rows and p_rejected: its rows, and those with faults.  Nobody sees its
-- certificates before import_finish.  One row comes back: its
-- number, state, batch, and how far it is.
-- 'import-differs' when the same file was given with other particulars,
-- 'import-discarding' while its first import is taken away.
CREATE OR REPLACE PROCEDURE import_open(
	IN p_digest BINARY(32), IN p_qualification CHAR(2),
	IN p_approved_on DATE, IN p_examination CHAR(6),
	IN p_source VARCHAR(100), IN p_accept_valid BOOLEAN,
	IN p_rows INT UNSIGNED, IN p_rejected INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_import, v_batch INT UNSIGNED;
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_state VARCHAR(12);
	DECLARE v_same BOOLEAN;
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
	SELECT import, state, qualification = p_qualification
	    AND approved_on = p_approved_on AND examination = p_examination
	    AND source = p_source AND accept_valid = p_accept_valid
	INTO v_import, v_state, v_same
	FROM import_file WHERE standing = p_digest FOR UPDATE;
	IF v_state = 'discarding' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-discarding';
	ELSEIF v_same = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-differs';
	ELSEIF v_import IS NULL THEN
		SET v_edition = edition_on(p_qualification, p_approved_on);
		IF v_edition IS NULL THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'qualification-not-in-force';
		END IF;
		INSERT INTO batch (code, qualification, edition, examination,
		    opened_at, opened_by)
		VALUES (CONCAT('IMPORT-', LEFT(HEX(p_digest), 16), '-',
		    UNIX_TIMESTAMP(UTC_TIMESTAMP(6))), p_qualification,
		    v_edition, p_examination, UTC_TIMESTAMP(6), SESSION_USER());
		SET v_batch = LAST_INSERT_ID();
		INSERT INTO import_file (digest, qualification, approved_on,
		    examination, source, accept_valid, batch, row_count,
		    rejected, state, opened_at, opened_by)
		VALUES (p_digest, p_qualification, p_approved_on, p_examination,
		    p_source, p_accept_valid, v_batch, p_rows, p_rejected,
		    'loading', UTC_TIMESTAMP(6), SESSION_USER());
		SET v_import = LAST_INSERT_ID();
	END IF;
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT import, state, IFNULL(batch, 0) AS batch, loaded, reached
	FROM import_file WHERE import = v_import;
END;
