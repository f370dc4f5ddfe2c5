-- Revokes one issued or suspended certificate, for good, without a second
-- person: the owner's alone.  Administrators have revocation_propose.
-- p_reason_class: a reason_class of this kind, told to the public;
-- p_reason_text: for the record, may be NULL; p_effective_at NULL: now.
CREATE OR REPLACE PROCEDURE certificate_revoke(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL certificate_change('revoke', p_serial, p_version,
	    p_reason_class, p_reason_text, p_effective_at, NULL, NULL);
END;
