-- Locks the chain, then tells where one version of a certificate stands: its
-- last change, effective or still to come, its own before its batch's.  Called
-- by the routines below; who reads a state reads certificate_status.
CREATE OR REPLACE PROCEDURE certificate_lock(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	OUT p_state VARCHAR(12), OUT p_since DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_last BIGINT UNSIGNED;
	DECLARE v_found SMALLINT UNSIGNED;
	DECLARE v_batch INT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SET p_state = NULL, p_since = NULL;
	SELECT last_id INTO v_last FROM event_head WHERE only = 1 FOR UPDATE;
	SELECT version, batch INTO v_found, v_batch
	FROM certificate
	WHERE serial = p_serial AND version = p_version FOR UPDATE;
	IF v_found IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-certificate';
	END IF;
	SELECT state_after, effective_at INTO p_state, p_since
	FROM event WHERE serial = p_serial AND version = p_version
	ORDER BY id DESC LIMIT 1 FOR UPDATE;
	IF p_state IS NULL THEN
		SELECT state_after, effective_at INTO p_state, p_since
		FROM event WHERE batch = v_batch
		ORDER BY id DESC LIMIT 1 FOR UPDATE;
	END IF;
	SET p_state = IFNULL(p_state, 'open');
END;
