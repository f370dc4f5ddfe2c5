-- Corrects the holder's particulars of one issued certificate: writes them as a
-- new version, in force from p_effective_at (NULL: now; never later, for the
-- old version answers until then), and the old one becomes superseded.  NULL
-- particulars stay as they were; p_id_hash goes with p_id_number.  Called by
-- certificate_correct and proposal_apply; p_proposed_by as in
-- certificate_change.
CREATE OR REPLACE PROCEDURE certificate_replace(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6), IN p_name VARCHAR(100),
	IN p_id_type CHAR(3), IN p_id_number VARCHAR(32),
	IN p_id_hash BINARY(16), IN p_sex TINYINT UNSIGNED,
	IN p_birth_date DATE, IN p_proposed_by VARCHAR(140),
	OUT p_successor SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_since, v_at DATETIME(6);
	DECLARE v_payload BINARY(32);
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
	SET v_at = IFNULL(p_effective_at, UTC_TIMESTAMP(6));
	IF v_at > UTC_TIMESTAMP(6) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'in-the-future';
	END IF;
	IF (p_id_number IS NULL) <> (p_id_hash IS NULL) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'number-without-hash';
	END IF;
	SET p_successor = p_version + 1;
	CALL certificate_change('correct', p_serial, p_version, p_reason_class,
	    p_reason_text, v_at, p_successor, p_proposed_by);
	INSERT INTO certificate (serial, version, management_no, name, id_type,
	    id_number, id_hash, sex, birth_date, approved_on, province,
	    variant, batch)
	SELECT serial, p_successor, management_no, IFNULL(p_name, name),
	    IFNULL(p_id_type, id_type), IFNULL(p_id_number, id_number),
	    IFNULL(p_id_hash, id_hash), IFNULL(p_sex, sex),
	    IFNULL(p_birth_date, birth_date), approved_on, province, variant,
	    NULL
	FROM certificate
	WHERE serial = p_serial AND version = p_version;
	SELECT UNHEX(digest) INTO v_payload
	FROM certificate_digest
	WHERE serial = p_serial AND version = p_successor;
	-- A version that follows another needs no approval of its own.
	CALL event_add('issue', NULL, p_serial, p_successor, 'issued', v_at,
	    NULL, NULL, NULL, v_payload, p_proposed_by);
	IF v_own THEN
		COMMIT;
	END IF;
END;
