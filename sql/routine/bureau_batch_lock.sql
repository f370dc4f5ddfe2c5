-- Locks a batch of a bureau and tells its state (bureau_batch_status) and its
-- import.  'no-such-delivery'.  Called by the routines below.
CREATE OR REPLACE PROCEDURE bureau_batch_lock(
	IN p_batch BIGINT UNSIGNED, OUT p_state VARCHAR(12),
	OUT p_import INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_batch BIGINT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SELECT bureau_batch INTO v_batch
	FROM bureau_batch WHERE bureau_batch = p_batch FOR UPDATE;
	IF v_batch IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-delivery';
	END IF;
	SELECT state, NULLIF(import, 0) INTO p_state, p_import
	FROM bureau_batch_status WHERE bureau_batch = p_batch;
END;
