-- Does what a proposal says; p_event is the event that came of it.  Called by
-- proposal_confirm, and by proposal_add to try it.
CREATE OR REPLACE PROCEDURE proposal_apply(
	IN p_proposal INT UNSIGNED, IN p_proposed_by VARCHAR(140),
	OUT p_event BIGINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_successor SMALLINT UNSIGNED;

	FOR p IN (SELECT kind, serial, version, reason_class, reason_text,
	    effective_at, name, id_type, id_number, id_hash, sex, birth_date
	    FROM proposal WHERE proposal = p_proposal LOCK IN SHARE MODE) DO
		IF p.kind = 'revoke' THEN
			CALL certificate_change('revoke', p.serial, p.version,
			    p.reason_class, p.reason_text, p.effective_at,
			    NULL, p_proposed_by);
		ELSE
			CALL certificate_replace(p.serial, p.version,
			    p.reason_class, p.reason_text, p.effective_at,
			    p.name, p.id_type, p.id_number, p.id_hash, p.sex,
			    p.birth_date, p_proposed_by, v_successor);
		END IF;
		SELECT id INTO p_event FROM event
		WHERE serial = p.serial AND version = p.version
		AND kind = p.kind AND once = 1 LOCK IN SHARE MODE;
	END FOR;
END;
