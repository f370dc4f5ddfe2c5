-- Imports a seal file that was read and checked outside; its particulars come
-- from the file.  Its signers follow with seal_signer_add, in the same
-- transaction.  Refused: 'no-such-seal', 'seal-imported-already'.
CREATE OR REPLACE PROCEDURE seal_import(
	IN p_seal VARCHAR(32), IN p_es_id VARCHAR(64), IN p_name VARCHAR(300),
	IN p_owner VARCHAR(300), IN p_picture_type VARCHAR(16),
	IN p_valid_from DATETIME, IN p_valid_until DATETIME, IN p_maker BLOB,
	IN p_der MEDIUMBLOB)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF @@in_transaction = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-transaction';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM seal WHERE code = p_seal) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-seal';
	END IF;
	IF EXISTS (SELECT 1 FROM seal_file
	    WHERE digest = UNHEX(SHA2(p_der, 256))) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'seal-imported-already';
	END IF;
	INSERT INTO seal_file (seal, es_id, name, owner, picture_type,
	    valid_from, valid_until, maker, der, imported_at, imported_by)
	VALUES (p_seal, p_es_id, p_name, p_owner, p_picture_type, p_valid_from,
	    p_valid_until, p_maker, p_der, UTC_TIMESTAMP(6), SESSION_USER());
	SELECT LAST_INSERT_ID() AS seal_file;
END;
