-- An invented population: persons p_first to p_last, the same for everybody,
-- matched under p_key (64 hexadecimal digits).  Each call goes on where the
-- last one ended, 100000 at most at a time.  Nobody in it exists: the area of
-- each resident number is a province and 0000, which is no area, and the other
-- documents begin with SP for specimen.
--
-- Serial numbers count the certificates.  From 15 on, qualifications take
-- turns; one in 64 of each is suspended, revoked, corrected, reinstated, or
-- approved and not issued yet; one person in 16 holds two certificates.
CREATE OR REPLACE PROCEDURE demo_populate(
	IN p_first BIGINT UNSIGNED, IN p_last BIGINT UNSIGNED,
	IN p_key CHAR(64))
SQL SECURITY INVOKER
MODIFIES SQL DATA
BEGIN
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		ROLLBACK;
		RESIGNAL;
	END;

	IF p_first < 1 OR p_last < p_first OR p_last - p_first >= 100000
	    OR p_last > 100000000 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'demo-range';
	END IF;
	IF p_key RLIKE '[^0-9A-Fa-f]' OR CHAR_LENGTH(p_key) <> 64 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'demo-key';
	END IF;
	START TRANSACTION;
	CALL demo_persons(p_first, p_last);
	CALL demo_certificates(p_first, p_key);
	CALL demo_events();
	COMMIT;
	DROP TEMPORARY TABLE demo_person;
END;
