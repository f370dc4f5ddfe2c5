-- Makes one annotation of a certificate for its holder, in a transaction of
-- the caller's, which then stores the copy (copy_store) and commits, or undoes
-- it all.  Until then the certificate is locked: of many who ask at once each
-- sees what the one before left, and no state can change under the copy.
--
-- p_recipient NULL: for nobody in particular.  p_code: 16 random bytes.
-- The result is the new row of annotation_status.  Refused: 'not-yours' (or
-- no such certificate), 'not-in-force', 'scene-unknown', 'quota-full'
-- (annotation_quota tells until when), 'no-seal', 'stale-snapshot'.
CREATE OR REPLACE PROCEDURE annotation_create(
	IN p_id_hash BINARY(16), IN p_name VARCHAR(100),
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_scene VARCHAR(32), IN p_recipient VARCHAR(100),
	IN p_days SMALLINT UNSIGNED, IN p_code BINARY(16))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_state, v_seal VARCHAR(32);
	DECLARE v_qualification CHAR(2);
	DECLARE v_scene_from DATE;
	DECLARE v_seal_file INT UNSIGNED;
	DECLARE v_now DATETIME;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	CALL annotation_lock(p_serial);
	-- Only now: who waited made nothing before.
	SET v_now = UTC_TIMESTAMP();
	SELECT state, seal_code, qualification
	INTO v_state, v_seal, v_qualification
	FROM certificate_status
	WHERE serial = p_serial AND version = p_version
	AND id_hash = p_id_hash AND name = p_name;
	IF IFNULL(v_state, 'approved') = 'approved' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-yours';
	END IF;
	IF v_state <> 'issued' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not-in-force';
	END IF;
	SELECT valid_from INTO v_scene_from
	FROM annotation_scene_entry WHERE code = p_scene;
	IF v_scene_from IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'scene-unknown';
	END IF;
	IF EXISTS (SELECT 1 FROM annotation_quota
	    WHERE serial = p_serial AND used >= allowed) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'quota-full';
	END IF;
	-- Who disables a seal locks its row first (seal_disable).
	SELECT seal_file INTO v_seal_file
	FROM seal_serving
	WHERE seal = v_seal AND qualification = v_qualification
	ORDER BY seal_file DESC LIMIT 1 LOCK IN SHARE MODE;
	IF v_seal_file IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-seal';
	END IF;
	INSERT INTO annotation (code, serial, version, scene, scene_from,
	    recipient, days, made_at, expires_at, seal_file)
	VALUES (p_code, p_serial, p_version, p_scene, v_scene_from,
	    p_recipient, p_days, v_now, v_now + INTERVAL p_days DAY,
	    v_seal_file);
	SELECT annotation, code, serial, version, scene,
	    scene_zh, scene_en, recipient, days, UNIX_TIMESTAMP(made_at),
	    UNIX_TIMESTAMP(expires_at), UNIX_TIMESTAMP(withdrawn_at), maker,
	    seal_file, state, matter, bureau
	FROM annotation_status WHERE annotation = LAST_INSERT_ID();
END;
