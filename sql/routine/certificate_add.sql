-- Puts one certificate into an open batch.  level and specialty are names as
-- in the catalogue, '' for none.  p_id_hash is made outside, where the key is.
CREATE OR REPLACE PROCEDURE certificate_add(
	IN p_batch INT UNSIGNED, IN p_management_no VARCHAR(32),
	IN p_name VARCHAR(100), IN p_id_type CHAR(3),
	IN p_id_number VARCHAR(32), IN p_id_hash BINARY(16),
	IN p_sex TINYINT UNSIGNED, IN p_birth_date DATE,
	IN p_approved_on DATE, IN p_province CHAR(2), IN p_level VARCHAR(15),
	IN p_specialty VARCHAR(30), OUT p_serial BIGINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state VARCHAR(12);
	DECLARE v_since DATETIME(6);
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_variant SMALLINT UNSIGNED;
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
	CALL batch_lock(p_batch, v_state, v_since, v_qualification, v_edition);
	IF v_state <> 'open' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-in-state:open';
	END IF;
	SELECT MAX(v.variant) INTO v_variant
	FROM qualification_variant v
	LEFT JOIN qualification_level l
	    ON l.qualification = v.qualification AND l.level = v.level
	LEFT JOIN qualification_specialty s
	    ON s.qualification = v.qualification AND s.specialty = v.specialty
	WHERE v.qualification = v_qualification AND v.edition = v_edition
	AND IFNULL(l.name_zh, '') = p_level
	AND IFNULL(s.name_zh, '') = p_specialty;
	IF v_variant IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-variant';
	END IF;
	INSERT INTO certificate (version, management_no, name, id_type,
	    id_number, id_hash, sex, birth_date, approved_on, province,
	    variant, batch)
	VALUES (1, p_management_no, p_name, p_id_type, p_id_number, p_id_hash,
	    p_sex, p_birth_date, p_approved_on, p_province, v_variant, p_batch);
	SET p_serial = LAST_INSERT_ID();
	IF v_own THEN
		COMMIT;
	END IF;
END;
