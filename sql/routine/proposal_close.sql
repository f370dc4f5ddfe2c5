-- Ends a proposal without doing it: 'refused' by another person, 'withdrawn' by
-- the same.  p_reason_text says why, for the record, and may be NULL.  Called
-- by proposal_refuse and proposal_withdraw.  Refused: 'same-person' and
-- 'not-proposer', and as in proposal_lock.
CREATE OR REPLACE PROCEDURE proposal_close(
	IN p_proposal INT UNSIGNED, IN p_outcome VARCHAR(12),
	IN p_reason_text VARCHAR(1000))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_by VARCHAR(140);
	DECLARE v_is_own BOOLEAN;
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
	CALL proposal_lock(p_proposal, v_by, v_is_own);
	IF p_outcome = 'refused' AND v_is_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'same-person';
	END IF;
	IF p_outcome = 'withdrawn' AND NOT v_is_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-proposer';
	END IF;
	INSERT INTO proposal_end (proposal, outcome, proposed_by, ended_at,
	    ended_by, reason_text)
	VALUES (p_proposal, p_outcome, v_by, UTC_TIMESTAMP(6), SESSION_USER(),
	    p_reason_text);
	IF v_own THEN
		COMMIT;
	END IF;
END;
