-- A new batch of certificates, to be filled with certificate_add, approved and
-- issued.  The edition is the one in force today (China's date).
CREATE OR REPLACE PROCEDURE batch_open(
	IN p_code VARCHAR(64), IN p_qualification CHAR(2),
	IN p_examination CHAR(6), OUT p_batch INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_edition TINYINT UNSIGNED;

	CALL checks_on();
	SELECT edition INTO v_edition
	FROM qualification_edition
	WHERE qualification = p_qualification
	AND valid_from <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
	AND valid_until > DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR);
	IF v_edition IS NULL THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'qualification-not-in-force';
	END IF;
	INSERT INTO batch (code, qualification, edition, examination, opened_at,
	    opened_by)
	VALUES (p_code, p_qualification, v_edition, p_examination,
	    UTC_TIMESTAMP(6), SESSION_USER());
	SET p_batch = LAST_INSERT_ID();
END;
