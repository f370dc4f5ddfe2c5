-- Locks the chain, then tells the batch's state ('open', 'approved', 'issued'),
-- since when, and its edition.  Called by the routines below.
CREATE OR REPLACE PROCEDURE batch_lock(
	IN p_batch INT UNSIGNED, OUT p_state VARCHAR(12),
	OUT p_since DATETIME(6), OUT p_qualification CHAR(2),
	OUT p_edition TINYINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_last BIGINT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SET p_state = 'open', p_since = NULL, p_qualification = NULL;
	SELECT last_id INTO v_last FROM event_head WHERE only = 1 FOR UPDATE;
	SELECT qualification, edition INTO p_qualification, p_edition
	FROM batch WHERE batch = p_batch FOR UPDATE;
	IF p_qualification IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-batch';
	END IF;
	SELECT state_after, effective_at INTO p_state, p_since
	FROM event WHERE batch = p_batch
	ORDER BY id DESC LIMIT 1 FOR UPDATE;
END;
