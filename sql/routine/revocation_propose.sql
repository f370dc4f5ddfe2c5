-- Proposes to revoke one issued or suspended certificate, for good; another
-- person confirms or refuses it within 30 days.
-- p_reason_class: a reason_class of kind revoke, told to the public;
-- p_reason_text: for the record, may be NULL; p_effective_at NULL: when it is
-- confirmed.  The result is one row: proposal, expires_at (UTC).
CREATE OR REPLACE PROCEDURE revocation_propose(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL proposal_add('revoke', p_serial, p_version, p_reason_class,
	    p_reason_text, p_effective_at, NULL, NULL, NULL, NULL, NULL, NULL);
END;
