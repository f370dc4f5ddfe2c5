-- Refuses a time of effect that cannot be: before the state it would follow
-- (p_since), or more than a year ahead; and a state that is itself still to
-- come.  Called by the routines that change states.
CREATE OR REPLACE PROCEDURE effective_check(
	IN p_effective_at DATETIME(6), IN p_since DATETIME(6))
SQL SECURITY DEFINER
NO SQL
BEGIN
	IF p_since > UTC_TIMESTAMP(6) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'change-pending';
	END IF;
	IF p_effective_at < p_since THEN
		SIGNAL SQLSTATE '45000'
		    SET MESSAGE_TEXT = 'before-last-change';
	END IF;
	IF p_effective_at > UTC_TIMESTAMP(6) + INTERVAL 1 YEAR THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too-far-ahead';
	END IF;
END;
