-- Stores the document of an annotation that was just made, in the transaction
-- that made it, once.  p_bytes: gzip; p_digest and p_size: SHA-256 and length
-- before compression.  Refused: 'not-good', for one that has ended.
CREATE OR REPLACE PROCEDURE copy_store(
	IN p_annotation BIGINT UNSIGNED, IN p_bytes MEDIUMBLOB,
	IN p_digest BINARY(32), IN p_size INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF @@in_transaction = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-transaction';
	END IF;
	INSERT INTO copy (annotation, bytes, size, digest, expires_at)
	SELECT annotation, p_bytes, p_size, p_digest, expires_at
	FROM annotation_status
	WHERE annotation = p_annotation AND state = 'good';
	IF ROW_COUNT() <> 1 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-good';
	END IF;
END;
