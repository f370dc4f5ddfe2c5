-- A bureau and its first terms, for administrators; its keys follow by
-- bureau_key_add.  p_province '': a body of a ministry.  p_until NULL: until
-- further notice.
CREATE OR REPLACE PROCEDURE bureau_add(
	IN p_code VARCHAR(32), IN p_name_zh VARCHAR(80), IN p_province CHAR(2),
	IN p_scopes VARCHAR(60), IN p_proof VARCHAR(12),
	IN p_per_minute INT UNSIGNED, IN p_per_day INT UNSIGNED,
	IN p_from DATE, IN p_until DATE)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_bureau INT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	IF EXISTS (SELECT 1 FROM bureau WHERE code = p_code) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'bureau-present';
	END IF;
	IF p_province <> '' AND NOT EXISTS (SELECT 1 FROM province
	    WHERE code = p_province) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'no-such-province';
	END IF;
	INSERT INTO bureau (code, name_zh, province, added_at, added_by)
	VALUES (p_code, p_name_zh, NULLIF(p_province, ''), UTC_TIMESTAMP(3),
	    SESSION_USER());
	SET v_bureau = LAST_INSERT_ID();
	INSERT INTO bureau_terms (bureau, scopes, proof, per_minute, per_day,
	    valid_from, valid_until, set_at, set_by)
	VALUES (v_bureau, p_scopes, p_proof, p_per_minute, p_per_day,
	    IFNULL(p_from, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)),
	    IFNULL(p_until, '9999-12-31'), UTC_TIMESTAMP(3), SESSION_USER());
	INSERT INTO bureau_use (bureau, minute_at, minute_calls, day, day_calls)
	VALUES (v_bureau, '2000-01-01', 0, '2000-01-01', 0);
	IF v_own THEN
		COMMIT;
	END IF;
END;
