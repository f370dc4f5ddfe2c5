-- Sets where the codes of one holder are sent; NULL takes it away.
CREATE OR REPLACE PROCEDURE holder_phone_set(
	IN p_id_hash BINARY(16), IN p_phone VARCHAR(15))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF p_phone IS NULL THEN
		DELETE FROM holder_phone WHERE id_hash = p_id_hash;
	ELSE
		INSERT INTO holder_phone (id_hash, phone)
		VALUES (p_id_hash, p_phone)
		ON DUPLICATE KEY UPDATE phone = VALUES(phone);
	END IF;
END;
