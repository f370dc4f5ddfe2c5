-- Carries out what another person proposed, if the certificate still is in the
-- state, and since the same change, as when it was proposed.  The result is
-- one row: the event.  Refused: 'same-person', 'state-changed', and as in
-- proposal_lock.
CREATE OR REPLACE PROCEDURE proposal_confirm(IN p_proposal INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_serial, v_event BIGINT UNSIGNED;
	DECLARE v_version SMALLINT UNSIGNED;
	DECLARE v_state VARCHAR(12);
	DECLARE v_since DATETIME(6);
	DECLARE v_by VARCHAR(140);
	DECLARE v_is_own BOOLEAN;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	-- The chain first, as everybody who changes a state.
	SELECT serial, version INTO v_serial, v_version
	FROM proposal WHERE proposal = p_proposal;
	IF v_serial IS NOT NULL THEN
		CALL certificate_lock(v_serial, v_version, v_state, v_since);
	END IF;
	CALL proposal_lock(p_proposal, v_by, v_is_own);
	IF v_is_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'same-person';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM proposal WHERE proposal = p_proposal
	    AND CAST(state AS CHAR(12)) = v_state AND state_since = v_since) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'state-changed';
	END IF;
	CALL proposal_apply(p_proposal, v_by, v_event);
	INSERT INTO proposal_end (proposal, outcome, proposed_by, ended_at,
	    ended_by, event)
	VALUES (p_proposal, 'confirmed', v_by, UTC_TIMESTAMP(6), SESSION_USER(),
	    v_event);
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT v_event AS event;
END;
