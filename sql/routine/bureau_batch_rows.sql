-- Puts rows of a bureau's batch into the registry: import_rows, for its own
-- import alone, and each row of its own province ('delivery-province').
CREATE OR REPLACE PROCEDURE bureau_batch_rows(
	IN p_batch BIGINT UNSIGNED, IN p_after INT UNSIGNED,
	IN p_reached INT UNSIGNED, IN p_count INT UNSIGNED,
	IN p_rows LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_import INT UNSIGNED;
	DECLARE v_province CHAR(2);
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
	SELECT province INTO v_province
	FROM bureau_batch WHERE bureau_batch = p_batch;
	IF v_province IS NOT NULL AND EXISTS (SELECT 1
	    FROM JSON_TABLE(p_rows, '$[*]' COLUMNS (
		province VARCHAR(20) PATH '$[7]')) j
	    WHERE NOT j.province <=> v_province) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'delivery-province';
	END IF;
	CALL import_rows(v_import, p_after, p_reached, p_count, p_rows);
	IF v_own THEN
		COMMIT;
	END IF;
END;
