-- Ends what another person proposed without doing it; p_reason_text says why, for
-- the record, and may be NULL.  Refused: 'same-person', and as in proposal_lock.
CREATE OR REPLACE PROCEDURE proposal_refuse(
	IN p_proposal INT UNSIGNED,
	IN p_reason_text VARCHAR(1000))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL proposal_close(p_proposal, 'refused', p_reason_text);
END;
