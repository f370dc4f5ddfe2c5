-- Writes down what another person is to confirm, once it has been tried and
-- undone: what could not be done is refused at once, with the word of
-- certificate_change or certificate_replace.  Called by revocation_propose and
-- correction_propose; the result is one row: proposal, expires_at (UTC).
-- Refused too: 'already-proposed' while one of the kind is open.
CREATE OR REPLACE PROCEDURE proposal_add(
	IN p_kind VARCHAR(12),
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6),
	IN p_name VARCHAR(100), IN p_id_type CHAR(3),
	IN p_id_number VARCHAR(32), IN p_id_hash BINARY(16),
	IN p_sex TINYINT UNSIGNED, IN p_birth_date DATE)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_now DATETIME(6) DEFAULT UTC_TIMESTAMP(6);
	DECLARE v_state VARCHAR(12);
	DECLARE v_since DATETIME(6);
	DECLARE v_proposal INT UNSIGNED;
	DECLARE v_event BIGINT UNSIGNED;
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
	CALL certificate_lock(p_serial, p_version, v_state, v_since);
	IF v_state NOT IN ('issued', 'suspended') THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-in-state:issued';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM reason_class
	    WHERE code = p_reason_class AND kind = p_kind) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-reason';
	END IF;
	IF EXISTS (SELECT 1 FROM proposal p
	    LEFT JOIN proposal_end e ON e.proposal = p.proposal
	    WHERE p.serial = p_serial AND p.version = p_version
	    AND p.kind = p_kind AND p.expires_at > v_now
	    AND e.proposal IS NULL LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'already-proposed';
	END IF;
	INSERT INTO proposal (kind, serial, version, reason_class, reason_text,
	    effective_at, name, id_type, id_number, id_hash, sex, birth_date,
	    state, state_since, proposed_at, proposed_by, expires_at)
	VALUES (p_kind, p_serial, p_version, p_reason_class, p_reason_text,
	    p_effective_at, p_name, p_id_type, p_id_number, p_id_hash, p_sex,
	    p_birth_date, v_state, v_since, v_now, SESSION_USER(),
	    v_now + INTERVAL 30 DAY);
	SET v_proposal = LAST_INSERT_ID();
	SAVEPOINT proposal_written;
	CALL proposal_apply(v_proposal, NULL, v_event);
	ROLLBACK TO SAVEPOINT proposal_written;
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT v_proposal AS proposal, v_now + INTERVAL 30 DAY AS expires_at;
END;
