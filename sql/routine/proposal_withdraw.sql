-- Takes back what the same person proposed.  Refused: 'not-proposer', and as in
-- proposal_lock.
CREATE OR REPLACE PROCEDURE proposal_withdraw(IN p_proposal INT UNSIGNED)
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
	IF NOT v_is_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-proposer';
	END IF;
	INSERT INTO proposal_end (proposal, outcome, proposed_by, ended_at,
	    ended_by)
	VALUES (p_proposal, 'withdrawn', v_by, UTC_TIMESTAMP(6), SESSION_USER());
	IF v_own THEN
		COMMIT;
	END IF;
END;
