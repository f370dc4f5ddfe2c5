-- Digest of all that is in a batch, whatever the order; and the latest
-- approval date in it.  'batch-empty' when there is nothing.
CREATE OR REPLACE PROCEDURE batch_payload(
	IN p_batch INT UNSIGNED, OUT p_payload BINARY(32),
	OUT p_approved_on DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_count BIGINT UNSIGNED;

	SELECT COUNT(*), MAX(approved_on), UNHEX(SHA2(CONCAT_WS(';', COUNT(*),
	    BIT_XOR(CAST(CONV(SUBSTR(digest, 1, 16), 16, 10) AS UNSIGNED)),
	    BIT_XOR(CAST(CONV(SUBSTR(digest, 17, 16), 16, 10) AS UNSIGNED)),
	    BIT_XOR(CAST(CONV(SUBSTR(digest, 33, 16), 16, 10) AS UNSIGNED)),
	    BIT_XOR(CAST(CONV(SUBSTR(digest, 49, 16), 16, 10) AS UNSIGNED))),
	    256))
	INTO v_count, p_approved_on, p_payload
	FROM certificate_digest
	WHERE batch = p_batch
	LOCK IN SHARE MODE;
	IF v_count = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'batch-empty';
	END IF;
END;
