-- Withdraws an annotation for good and removes its copy.  The holder is who
-- holds any version of its certificate, so that a corrected name can withdraw
-- what the old one made; what a bureau made is not theirs.
-- Refused: 'not-yours' (or no such annotation),
-- 'already-withdrawn', 'already-expired' (an expired one still counts).
CREATE OR REPLACE PROCEDURE annotation_withdraw(
	IN p_id_hash BINARY(16), IN p_name VARCHAR(100), IN p_code BINARY(16))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_annotation BIGINT UNSIGNED;
	DECLARE v_expires_at DATETIME;
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
	SELECT a.annotation, a.expires_at INTO v_annotation, v_expires_at
	FROM annotation a
	WHERE a.code = p_code AND EXISTS (SELECT 1 FROM certificate c
	    WHERE c.serial = a.serial AND c.id_hash = p_id_hash
	    AND c.name = p_name)
	AND NOT EXISTS (SELECT 1 FROM annotation_official o
	    WHERE o.annotation = a.annotation)
	FOR UPDATE;
	IF v_annotation IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-yours';
	END IF;
	IF EXISTS (SELECT 1 FROM annotation_withdrawal
	    WHERE annotation = v_annotation LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'already-withdrawn';
	END IF;
	IF v_expires_at <= UTC_TIMESTAMP() THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'already-expired';
	END IF;
	INSERT INTO annotation_withdrawal (annotation, withdrawn_at)
	VALUES (v_annotation, UTC_TIMESTAMP());
	DELETE FROM copy WHERE annotation = v_annotation;
	IF v_own THEN
		COMMIT;
	END IF;
END;
