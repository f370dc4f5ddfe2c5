-- Keeps a file that a bureau delivered, as the dry run found it.  p_code: 128
-- random bits; p_digest, p_bytes: SHA-256 and length of the table; p_rejected:
-- its rows with faults; p_faults: how many, by reason, as import_finish takes
-- them; p_content: the table, gzip, NULL when it cannot be confirmed;
-- p_list: its faults, gzip, with length and digest before that, or NULLs.
-- A file that cannot be confirmed counts as a refused import.
--
-- p_key: the caller's key of the call, p_request: SHA-256 of what it asks; the
-- same within 24 hours is the same call, and gives what the first gave
-- ('idempotency-differs' when it asks another thing).
--
-- One row comes back: the code under which the bureau has the same table on its
-- way or in the registry already, when nothing was kept; else its own;
-- repeated: whether the call is one that was made before.
-- 'delivery-known' when the table was imported by another way,
-- 'delivery-many' when 100 batches of the bureau wait already.
CREATE OR REPLACE PROCEDURE bureau_batch_add(
	IN p_code BINARY(16), IN p_bureau INT UNSIGNED, IN p_format VARCHAR(4),
	IN p_encoding VARCHAR(7), IN p_digest BINARY(32),
	IN p_bytes INT UNSIGNED, IN p_qualification CHAR(2),
	IN p_approved_on DATE, IN p_examination CHAR(6),
	IN p_accept_valid BOOLEAN, IN p_rows INT UNSIGNED,
	IN p_rejected INT UNSIGNED, IN p_fault_count INT UNSIGNED,
	IN p_faults LONGTEXT, IN p_content MEDIUMBLOB, IN p_list MEDIUMBLOB,
	IN p_list_size INT UNSIGNED, IN p_list_digest BINARY(32),
	IN p_key VARCHAR(128), IN p_request BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_now DATETIME(3) DEFAULT UTC_TIMESTAMP(3);
	DECLARE v_source VARCHAR(100);
	DECLARE v_province CHAR(2);
	DECLARE v_other BINARY(16);
	DECLARE v_request BINARY(32);
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
	-- One bureau's deliveries come one after the other.
	SELECT name_zh, province INTO v_source, v_province
	FROM bureau WHERE bureau = p_bureau FOR UPDATE;
	IF v_source IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-delivery';
	END IF;
	UPDATE bureau_batch SET idempotency_key = NULL
	WHERE bureau = p_bureau AND idempotency_key = p_key
	AND made_at <= v_now - INTERVAL 1 DAY;
	SELECT code, request INTO v_other, v_request FROM bureau_batch
	WHERE bureau = p_bureau AND idempotency_key = p_key FOR UPDATE;
	IF v_request <> p_request THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'idempotency-differs';
	END IF;
	UPDATE bureau_batch b
	LEFT JOIN import_file i ON i.import = b.import
	SET b.standing = NULL
	WHERE b.bureau = p_bureau AND b.standing = p_digest
	AND (i.state = 'discarded'
	    OR (b.import IS NULL AND b.expires_at <= v_now));
	IF v_request IS NULL THEN
		SELECT code INTO v_other FROM bureau_batch
		WHERE bureau = p_bureau AND standing = p_digest FOR UPDATE;
	END IF;
	IF v_other IS NULL THEN
		IF EXISTS (SELECT 1 FROM import_file
		    WHERE standing = p_digest) THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'delivery-known';
		END IF;
		IF p_content IS NOT NULL AND (SELECT COUNT(*)
		    FROM bureau_batch b
		    JOIN bureau_batch_file f ON f.bureau_batch = b.bureau_batch
		    WHERE b.bureau = p_bureau AND f.content IS NOT NULL) >= 100
		THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'delivery-many';
		END IF;
		INSERT INTO bureau_batch (code, bureau, format, encoding,
		    digest, bytes, qualification, approved_on, examination,
		    source, province, accept_valid, row_count, rejected, faults,
		    faulty, made_at, expires_at, standing, idempotency_key,
		    request)
		VALUES (p_code, p_bureau, p_format, p_encoding, p_digest,
		    p_bytes, p_qualification, p_approved_on, p_examination,
		    v_source, v_province, p_accept_valid, p_rows, p_rejected,
		    p_fault_count, p_content IS NULL, v_now,
		    v_now + INTERVAL 7 DAY,
		    IF(p_content IS NULL, NULL, p_digest), p_key, p_request);
		INSERT INTO bureau_batch_file (bureau_batch, expires_at,
		    content, faults, faults_size, faults_digest)
		VALUES (LAST_INSERT_ID(), v_now + INTERVAL 7 DAY, p_content,
		    p_list, p_list_size, p_list_digest);
		IF p_content IS NULL THEN
			CALL import_refuse(p_digest, p_qualification,
			    p_approved_on, p_examination, v_source,
			    p_accept_valid, p_rows, p_rejected, p_faults);
		END IF;
	END IF;
	IF v_own THEN
		COMMIT;
	END IF;
	SELECT LOWER(HEX(IFNULL(v_other, p_code))) AS code,
	    v_request IS NOT NULL AS repeated;
END;
