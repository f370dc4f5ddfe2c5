-- Locks an open proposal and tells whose it is, and whether the account that
-- asks is that person's: the same name before the last @, from whatever host.
-- Refused: 'no-such-proposal', 'proposal-ended', 'proposal-expired'.
CREATE OR REPLACE PROCEDURE proposal_lock(
	IN p_proposal INT UNSIGNED, OUT p_proposed_by VARCHAR(140),
	OUT p_is_own BOOLEAN)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_expires_at DATETIME(6);
	DECLARE v_actor VARCHAR(140) DEFAULT SESSION_USER();
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SELECT proposed_by, expires_at INTO p_proposed_by, v_expires_at
	FROM proposal WHERE proposal = p_proposal FOR UPDATE;
	IF v_expires_at IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-proposal';
	END IF;
	IF EXISTS (SELECT 1 FROM proposal_end
	    WHERE proposal = p_proposal LOCK IN SHARE MODE) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'proposal-ended';
	END IF;
	IF v_expires_at <= UTC_TIMESTAMP(6) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'proposal-expired';
	END IF;
	SET p_is_own = LEFT(p_proposed_by, CHAR_LENGTH(p_proposed_by) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(p_proposed_by, '@', -1)))
	    = LEFT(v_actor, CHAR_LENGTH(v_actor) - 1
	    - CHAR_LENGTH(SUBSTRING_INDEX(v_actor, '@', -1)));
END;
