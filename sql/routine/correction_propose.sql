-- Proposes to correct the holder's particulars of one issued certificate;
-- another person confirms or refuses it within 30 days.  NULL particulars stay
-- as they are; p_id_hash goes with p_id_number and is made outside, where the
-- key is.  The others as in revocation_propose; the time of effect is never in
-- the future.  Refused: 'nothing-corrected'.
CREATE OR REPLACE PROCEDURE correction_propose(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6),
	IN p_name VARCHAR(100), IN p_id_type CHAR(3),
	IN p_id_number VARCHAR(32), IN p_id_hash BINARY(16),
	IN p_sex TINYINT UNSIGNED, IN p_birth_date DATE)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	IF (p_id_number IS NULL) <> (p_id_hash IS NULL) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'number-without-hash';
	END IF;
	IF EXISTS (SELECT 1 FROM certificate
	    WHERE serial = p_serial AND version = p_version
	    AND IFNULL(p_name, name) = name
	    AND IFNULL(p_id_type, id_type) = id_type
	    AND IFNULL(p_id_number, id_number) = id_number
	    AND IFNULL(p_sex, sex) = sex
	    AND IFNULL(p_birth_date, birth_date) = birth_date) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'nothing-corrected';
	END IF;
	CALL proposal_add('correct', p_serial, p_version, p_reason_class,
	    p_reason_text, p_effective_at, p_name, p_id_type, p_id_number,
	    p_id_hash, p_sex, p_birth_date);
END;
