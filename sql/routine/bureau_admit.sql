-- Lets a bureau's call in or refuses it, and writes down which, before anything
-- is answered: one row of bureau_call in either case.  For the responders that
-- serve bureaus.
--
-- p_fingerprint: SHA-256 of the certificate in hexadecimal, NULL when none was
-- shown.  p_proof: what was proved, 'certificate', 'signature' or 'both'.
-- p_refusal: the reason for which the responder refuses by itself, '' when it
-- does not; p_purpose: likewise what is wrong with the purpose, said only to
-- whom all else is right.  p_scope: '' when any bureau may.  p_nonce: SHA-256,
-- hexadecimal, of what must not come twice, NULL without a signature.
--
-- The result: outcome ('admitted' or a code of base/reason.def), the call, whose
-- it is, and what is left of its quotas (0 when not known).
CREATE OR REPLACE PROCEDURE bureau_admit(
	IN p_fingerprint CHAR(64), IN p_proof VARCHAR(12),
	IN p_refusal VARCHAR(40), IN p_scope VARCHAR(8),
	IN p_route VARCHAR(80), IN p_nonce CHAR(64),
	IN p_purpose VARCHAR(40), IN p_item_code VARCHAR(40),
	IN p_item_name VARCHAR(100), IN p_cause VARCHAR(200),
	IN p_officer VARCHAR(50))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_now DATETIME(3) DEFAULT UTC_TIMESTAMP(3);
	DECLARE v_minute DATETIME DEFAULT
	    CAST(DATE_FORMAT(v_now, '%Y-%m-%d %H:%i:00') AS DATETIME);
	DECLARE v_today DATE DEFAULT DATE(v_now + INTERVAL 8 HOUR);
	DECLARE v_bureau, v_key INT UNSIGNED;
	DECLARE v_code VARCHAR(32) DEFAULT '';
	DECLARE v_name VARCHAR(80) DEFAULT '';
	DECLARE v_province CHAR(2);
	DECLARE v_scopes VARCHAR(60) DEFAULT '';
	DECLARE v_must VARCHAR(12);
	DECLARE v_per_minute, v_per_day INT UNSIGNED DEFAULT 0;
	DECLARE v_minute_calls, v_day_calls INT UNSIGNED DEFAULT 0;
	DECLARE v_key_from, v_key_until DATETIME;
	DECLARE v_from, v_until DATE;
	DECLARE v_key_off, v_off BOOLEAN DEFAULT FALSE;
	DECLARE v_outcome VARCHAR(40);
	DECLARE v_call BIGINT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	CALL checks_on();
	IF NOT v_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'in-transaction';
	END IF;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	START TRANSACTION;
	IF p_fingerprint IS NOT NULL THEN
		SELECT k.bureau_key, k.valid_from, k.valid_until,
		    d.bureau_key IS NOT NULL, b.bureau, b.code, b.name_zh,
		    b.province, o.bureau IS NOT NULL, t.scopes, t.proof,
		    t.per_minute, t.per_day, t.valid_from, t.valid_until
		INTO v_key, v_key_from, v_key_until, v_key_off, v_bureau,
		    v_code, v_name, v_province, v_off, v_scopes, v_must,
		    v_per_minute, v_per_day, v_from, v_until
		FROM bureau_key k
		JOIN bureau b ON b.bureau = k.bureau
		JOIN bureau_terms t ON t.terms = (SELECT MAX(n.terms)
		    FROM bureau_terms n WHERE n.bureau = b.bureau)
		LEFT JOIN bureau_key_disabled d ON d.bureau_key = k.bureau_key
		LEFT JOIN bureau_disabled o ON o.bureau = b.bureau
		WHERE k.fingerprint = UNHEX(p_fingerprint);
	END IF;
	SET v_outcome = CASE
	    WHEN p_refusal <> '' THEN p_refusal
	    WHEN v_bureau IS NULL THEN 'bureau-unknown'
	    WHEN v_key_off THEN 'bureau-key-disabled'
	    WHEN v_now < v_key_from THEN 'bureau-key-early'
	    WHEN v_now >= v_key_until THEN 'bureau-key-expired'
	    WHEN v_off THEN 'bureau-disabled'
	    WHEN v_today < v_from OR v_today >= v_until
		THEN 'bureau-not-in-force'
	    WHEN v_must <> p_proof AND p_proof <> 'both' THEN 'bureau-proof'
	    WHEN p_scope <> '' AND NOT FIND_IN_SET(p_scope, v_scopes)
		THEN 'bureau-scope'
	    WHEN p_purpose <> '' THEN p_purpose
	    ELSE 'admitted' END;

	IF v_outcome = 'admitted' AND p_nonce IS NOT NULL THEN
	BEGIN
		DECLARE CONTINUE HANDLER FOR 1062
		    SET v_outcome = 'signature-replayed';
		INSERT INTO bureau_nonce (nonce, seen_at)
		VALUES (UNHEX(p_nonce), v_now);
		-- Their time is over after ten minutes; a few go with each call.
		DELETE FROM bureau_nonce
		WHERE seen_at < v_now - INTERVAL 1 HOUR
		ORDER BY seen_at LIMIT 4;
	END;
	END IF;

	-- Who has locked the row counts; the others of this bureau wait.
	IF v_bureau IS NOT NULL THEN
		SELECT IF(minute_at = v_minute, minute_calls, 0),
		    IF(day = v_today, day_calls, 0)
		INTO v_minute_calls, v_day_calls
		FROM bureau_use WHERE bureau = v_bureau FOR UPDATE;
	END IF;
	IF v_outcome = 'admitted' THEN
		IF v_day_calls >= v_per_day THEN
			SET v_outcome = 'bureau-quota-day';
		ELSEIF v_minute_calls >= v_per_minute THEN
			SET v_outcome = 'bureau-quota-minute';
		ELSE
			SET v_minute_calls = v_minute_calls + 1,
			    v_day_calls = v_day_calls + 1;
			UPDATE bureau_use SET minute_at = v_minute,
			    minute_calls = v_minute_calls, day = v_today,
			    day_calls = v_day_calls
			WHERE bureau = v_bureau;
		END IF;
	END IF;

	INSERT INTO bureau_call (at, bureau, fingerprint, route, item_code,
	    item_name, cause, officer, outcome)
	VALUES (v_now, v_bureau, UNHEX(p_fingerprint), p_route, p_item_code,
	    p_item_name, p_cause, p_officer, v_outcome);
	SET v_call = LAST_INSERT_ID();
	COMMIT;

	SELECT v_outcome AS outcome, v_call AS bureau_call,
	    IFNULL(v_bureau, 0) AS bureau, v_code AS code, v_name AS name_zh,
	    IFNULL(v_province, '') AS province, v_scopes AS scopes,
	    v_per_minute AS per_minute,
	    CAST(v_per_minute AS SIGNED) - v_minute_calls AS minute_left,
	    60 - SECOND(v_now) AS minute_s,
	    v_per_day AS per_day,
	    CAST(v_per_day AS SIGNED) - v_day_calls AS day_left,
	    86400 - TIME_TO_SEC(TIME(v_now + INTERVAL 8 HOUR)) DIV 1 AS day_s;
END;
