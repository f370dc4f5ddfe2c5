-- What a bureau may do from now on, for administrators: a new row of terms, in
-- which whatever is NULL stays as it is.  Refused: 'no-such-bureau',
-- 'bureau-disabled'.
CREATE OR REPLACE PROCEDURE bureau_terms_set(
	IN p_code VARCHAR(32), IN p_scopes VARCHAR(60), IN p_proof VARCHAR(12),
	IN p_per_minute INT UNSIGNED, IN p_per_day INT UNSIGNED,
	IN p_from DATE, IN p_until DATE)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_bureau INT UNSIGNED;

	CALL checks_on();
	SET v_bureau = (SELECT bureau FROM bureau WHERE code = p_code);
	IF v_bureau IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-bureau';
	END IF;
	IF EXISTS (SELECT 1 FROM bureau_disabled WHERE bureau = v_bureau) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'bureau-disabled';
	END IF;
	INSERT INTO bureau_terms (bureau, scopes, proof, per_minute, per_day,
	    valid_from, valid_until, set_at, set_by)
	SELECT bureau, IFNULL(p_scopes, scopes), IFNULL(p_proof, proof),
	    IFNULL(p_per_minute, per_minute), IFNULL(p_per_day, per_day),
	    IFNULL(p_from, valid_from), IFNULL(p_until, valid_until),
	    UTC_TIMESTAMP(3), SESSION_USER()
	FROM bureau_terms
	WHERE bureau = v_bureau
	ORDER BY terms DESC
	LIMIT 1;
END;
