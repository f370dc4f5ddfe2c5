-- Makes one copy's annotation for an administrative matter, as annotation_create
-- does for a holder: in a transaction of the caller's, which then stores the
-- copy (copy_store).  Bureau, matter, cause and officer are those of the call.
--
-- p_id_hash, p_name: of the triple, for a certificate of any province; NULL for
-- one of the bureau's own.  p_code: 16 random bytes.  p_key: the caller's key of
-- the call, p_request: SHA-256 of what it asks; the same within 24 hours is the
-- same call: nothing is made then.
--
-- The result is the row of annotation_status, the new one or the one that was
-- made before (another code than p_code).  Refused: 'no-such-call',
-- 'not-told' (or no such certificate), 'not-in-force', 'copies-full' (ten of
-- one certificate in 90 days), 'idempotency-differs', 'no-seal',
-- 'stale-snapshot'.
CREATE OR REPLACE PROCEDURE annotation_official_create(
	IN p_call BIGINT UNSIGNED, IN p_id_hash BINARY(16),
	IN p_name VARCHAR(100), IN p_serial BIGINT UNSIGNED,
	IN p_version SMALLINT UNSIGNED, IN p_days SMALLINT UNSIGNED,
	IN p_code BINARY(16), IN p_key VARCHAR(128), IN p_request BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_bureau INT UNSIGNED;
	DECLARE v_maker VARCHAR(100);
	DECLARE v_province, v_qualification CHAR(2);
	DECLARE v_state, v_seal VARCHAR(32);
	DECLARE v_seal_file INT UNSIGNED;
	DECLARE v_scene_from DATE;
	DECLARE v_annotation BIGINT UNSIGNED;
	DECLARE v_request BINARY(32);
	DECLARE v_now DATETIME;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
	-- The key is taken by a call for another certificate.
	DECLARE EXIT HANDLER FOR 1062
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'idempotency-differs';

	CALL checks_on();
	SELECT b.bureau, b.name_zh, b.province
	INTO v_bureau, v_maker, v_province
	FROM bureau_call c JOIN bureau b ON b.bureau = c.bureau
	WHERE c.bureau_call = p_call AND c.outcome = 'admitted';
	IF v_bureau IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-call';
	END IF;
	CALL annotation_lock(p_serial);
	SET v_now = UTC_TIMESTAMP();
	SELECT state, seal_code, qualification
	INTO v_state, v_seal, v_qualification
	FROM certificate_status
	WHERE serial = p_serial AND version = p_version
	AND CASE WHEN p_id_hash IS NULL THEN province = v_province
	    ELSE id_hash = p_id_hash AND name = p_name END;
	IF IFNULL(v_state, 'approved') = 'approved' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-told';
	END IF;
	UPDATE annotation_official o
	JOIN annotation a ON a.annotation = o.annotation
	SET o.idempotency_key = NULL
	WHERE o.bureau = v_bureau AND o.idempotency_key = p_key
	AND a.made_at <= v_now - INTERVAL 1 DAY;
	SELECT annotation, request INTO v_annotation, v_request
	FROM annotation_official
	WHERE bureau = v_bureau AND idempotency_key = p_key;
	IF v_request <> p_request THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'idempotency-differs';
	END IF;
	IF v_annotation IS NULL THEN
		IF v_state <> 'issued' THEN
			SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-in-force';
		END IF;
		IF (SELECT COUNT(*) FROM annotation a
		    JOIN annotation_official o ON o.annotation = a.annotation
		    WHERE a.serial = p_serial AND o.bureau = v_bureau
		    AND a.made_at > v_now - INTERVAL 90 DAY) >= 10 THEN
			SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'copies-full';
		END IF;
		-- Who disables a seal locks its row first (seal_disable).
		SELECT seal_file INTO v_seal_file
		FROM seal_serving
		WHERE seal = v_seal AND qualification = v_qualification
		ORDER BY seal_file DESC LIMIT 1 LOCK IN SHARE MODE;
		IF v_seal_file IS NULL THEN
			SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-seal';
		END IF;
		SELECT valid_from INTO v_scene_from
		FROM annotation_scene
		WHERE chosen_by = 'bureau'
		AND valid_from <= DATE(v_now + INTERVAL 8 HOUR)
		AND valid_until > DATE(v_now + INTERVAL 8 HOUR)
		AND code = 'official';
		INSERT INTO annotation (code, serial, version, scene,
		    scene_from, recipient, days, made_at, expires_at, maker,
		    seal_file)
		VALUES (p_code, p_serial, p_version, 'official', v_scene_from,
		    NULL, p_days, v_now, v_now + INTERVAL p_days DAY, v_maker,
		    v_seal_file);
		SET v_annotation = LAST_INSERT_ID();
		INSERT INTO annotation_official (annotation, bureau,
		    bureau_call, item_code, item_name, cause, officer,
		    idempotency_key, request)
		SELECT v_annotation, bureau, bureau_call, item_code, item_name,
		    cause, officer, p_key, p_request
		FROM bureau_call WHERE bureau_call = p_call;
	END IF;
	SELECT annotation, code, serial, version, scene,
	    scene_zh, scene_en, recipient, days, UNIX_TIMESTAMP(made_at),
	    UNIX_TIMESTAMP(expires_at), UNIX_TIMESTAMP(withdrawn_at), maker,
	    seal_file, state, matter, bureau
	FROM annotation_status WHERE annotation = v_annotation;
END;
