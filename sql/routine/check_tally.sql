-- Counts one file that was verified: the first check that did not pass and how
-- it ended, or 'none' and 'passed'.  'no-such-code' when the program has no such
-- check.
CREATE OR REPLACE PROCEDURE check_tally(
	IN p_kind VARCHAR(16), IN p_check VARCHAR(32),
	IN p_outcome VARCHAR(16))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF NOT EXISTS (SELECT 1 FROM tally_code
	    WHERE kind = 'check' AND code = p_check) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-code';
	END IF;
	INSERT INTO tally_check (day, kind, check_code, outcome, files)
	VALUES (DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR), p_kind, p_check,
	    p_outcome, 1)
	ON DUPLICATE KEY UPDATE files = files + 1;
END;
