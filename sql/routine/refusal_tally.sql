-- Counts one annotated copy that was asked for and refused.  p_scene as asked
-- for; one that the catalogue does not have counts as ''.
-- 'no-such-code' when the program has no such reason: no other words come in.
CREATE OR REPLACE PROCEDURE refusal_tally(
	IN p_scene VARCHAR(32), IN p_reason VARCHAR(40))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	IF NOT EXISTS (SELECT 1 FROM tally_code
	    WHERE kind = 'reason' AND code = p_reason) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-code';
	END IF;
	INSERT INTO tally_refusal (day, scene, reason, refusals)
	VALUES (DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR), IFNULL((SELECT
	    MAX(code) FROM annotation_scene WHERE code = p_scene), ''),
	    p_reason, 1)
	ON DUPLICATE KEY UPDATE refusals = refusals + 1;
END;
