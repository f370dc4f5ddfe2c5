-- event_add for what one person may do.
CREATE OR REPLACE PROCEDURE event_append(
	IN p_kind VARCHAR(12), IN p_batch INT UNSIGNED,
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_state_after VARCHAR(12), IN p_effective_at DATETIME(6),
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_successor SMALLINT UNSIGNED, IN p_payload BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL event_add(p_kind, p_batch, p_serial, p_version, p_state_after,
	    p_effective_at, p_reason_class, p_reason_text, p_successor,
	    p_payload, NULL);
END;
