-- Begins to sign somebody in: writes the attempt, and tells in one row where
-- the code goes ('' when there is nobody of that number and name, or no
-- telephone).  The work is the same in each case.  p_handle, p_code: SHA-256
-- of the attempt's handle, and over handle and code, made outside.  Refused:
-- 'sign-in-often', after five attempts for one number in ten minutes.
CREATE OR REPLACE PROCEDURE sign_in_begin(
	IN p_id_hash BINARY(16), IN p_name VARCHAR(100),
	IN p_handle BINARY(32), IN p_code BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_holds BOOLEAN;
	DECLARE v_phone VARCHAR(15);

	CALL checks_on();
	IF (SELECT COUNT(*) FROM sign_in WHERE id_hash = p_id_hash
	    AND begun_at > UTC_TIMESTAMP() - INTERVAL 10 MINUTE) >= 5 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'sign-in-often';
	END IF;
	SET v_holds = EXISTS (SELECT 1 FROM certificate_status
	    WHERE id_hash = p_id_hash AND name = p_name
	    AND state <> 'approved');
	SET v_phone = (SELECT phone FROM holder_phone
	    WHERE id_hash = p_id_hash);
	INSERT INTO sign_in (handle, code, id_hash, name, phone, begun_at)
	VALUES (p_handle, p_code, p_id_hash, p_name, IF(v_holds, v_phone, NULL),
	    UTC_TIMESTAMP());
	SELECT IF(v_holds, IFNULL(v_phone, ''), '') AS phone;
END;
