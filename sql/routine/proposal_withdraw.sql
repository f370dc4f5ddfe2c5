-- Takes back what the same person proposed.  Refused: 'not-proposer', and as in
-- proposal_lock.
CREATE OR REPLACE PROCEDURE proposal_withdraw(IN p_proposal INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL proposal_close(p_proposal, 'withdrawn', NULL);
END;
