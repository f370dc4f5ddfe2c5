-- Adds one certificate (DER) to those that may sign with a seal file.
-- Refused: 'no-such-seal'.
CREATE OR REPLACE PROCEDURE seal_signer_add(
	IN p_seal_file INT UNSIGNED, IN p_certificate BLOB)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF NOT EXISTS (SELECT 1 FROM seal_file
	    WHERE seal_file = p_seal_file) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-seal';
	END IF;
	INSERT INTO seal_signer (seal_file, ordinal, certificate, added_at,
	    added_by)
	SELECT p_seal_file, IFNULL(MAX(ordinal), 0) + 1, p_certificate,
	    UTC_TIMESTAMP(6), SESSION_USER()
	FROM seal_signer WHERE seal_file = p_seal_file;
END;
