-- Begins to load a batch that its bureau confirms, or finds how far that is:
-- import_open with the batch's own particulars.  p_rows, p_rejected as there;
-- what the dry run told must still be so ('delivery-changed').  One row comes
-- back, import_open's.  'delivery-over' when the batch cannot be confirmed,
-- 'delivery-known' when the same table came in by another way meanwhile.
CREATE OR REPLACE PROCEDURE bureau_batch_open(
	IN p_batch BIGINT UNSIGNED, IN p_rows INT UNSIGNED,
	IN p_rejected INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_import, v_standing, v_rows, v_rejected INT UNSIGNED;
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
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	CALL bureau_batch_lock(p_batch, v_state, v_import);
	IF v_state NOT IN ('checked', 'loading') THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-over';
	END IF;
	SELECT digest, qualification, approved_on, examination, source,
	    accept_valid, row_count, rejected
	INTO v_digest, v_qualification, v_approved_on, v_examination, v_source,
	    v_accept_valid, v_rows, v_rejected
	FROM bureau_batch WHERE bureau_batch = p_batch;
	IF p_rows <> v_rows OR p_rejected <> v_rejected THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-changed';
	END IF;
	SELECT import INTO v_standing
	FROM import_file WHERE standing = v_digest FOR UPDATE;
	IF v_standing IS NOT NULL AND NOT v_standing <=> v_import THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-known';
	END IF;
	CALL import_open(v_digest, v_qualification, v_approved_on,
	    v_examination, v_source, v_accept_valid, p_rows, p_rejected);
	UPDATE bureau_batch
	SET import = (SELECT i.import FROM import_file i
	    WHERE i.standing = v_digest)
	WHERE bureau_batch = p_batch;
	IF v_own THEN
		COMMIT;
	END IF;
END;
