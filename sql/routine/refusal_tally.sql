-- Counts one annotated copy that was asked for and refused.  p_scene as asked
-- for; one that the catalogue does not have counts as ''.
CREATE OR REPLACE PROCEDURE refusal_tally(
	IN p_scene VARCHAR(32), IN p_reason VARCHAR(40))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO tally_refusal (day, scene, reason, refusals)
	VALUES (DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR), IFNULL((SELECT
	    MAX(code) FROM annotation_scene WHERE code = p_scene), ''),
	    p_reason, 1)
	ON DUPLICATE KEY UPDATE refusals = refusals + 1;
END;
