-- certificate_replace without a second person: the owner's alone.
-- Administrators have correction_propose.
CREATE OR REPLACE PROCEDURE certificate_correct(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_effective_at DATETIME(6), IN p_name VARCHAR(100),
	IN p_id_type CHAR(3), IN p_id_number VARCHAR(32),
	IN p_id_hash BINARY(16), IN p_sex TINYINT UNSIGNED,
	IN p_birth_date DATE, OUT p_successor SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL certificate_replace(p_serial, p_version, p_reason_class,
	    p_reason_text, p_effective_at, p_name, p_id_type, p_id_number,
	    p_id_hash, p_sex, p_birth_date, NULL, p_successor);
END;
