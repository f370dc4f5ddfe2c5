-- Called by reports that may be asked for one province or one qualification
-- (NULL: all of them).  Refused: 'no-such-province', 'no-such-qualification',
-- so that a mistyped code is never told as 0.
CREATE OR REPLACE PROCEDURE report_choice(
	IN p_province CHAR(2), IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	IF p_province IS NOT NULL AND NOT EXISTS (SELECT 1 FROM province
	    WHERE code = p_province) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-province';
	END IF;
	IF p_qualification IS NOT NULL AND NOT EXISTS (SELECT 1
	    FROM qualification WHERE code = p_qualification) THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'no-such-qualification';
	END IF;
END;
