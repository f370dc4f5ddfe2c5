-- Adds one event at the end of the chain: the only way a row gets into event.
-- Called by the routines that change states, never from outside, inside a
-- transaction: the head stays locked until it ends, so that the chain has no
-- gap and no fork.  p_proposed_by: the account that asked for it, where two
-- persons are needed; else NULL.
CREATE OR REPLACE PROCEDURE event_add(
	IN p_kind VARCHAR(12), IN p_batch INT UNSIGNED,
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_state_after VARCHAR(12), IN p_effective_at DATETIME(6),
	IN p_reason_class VARCHAR(32), IN p_reason_text VARCHAR(1000),
	IN p_successor SMALLINT UNSIGNED, IN p_payload BINARY(32),
	IN p_proposed_by VARCHAR(140))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_last BIGINT UNSIGNED;
	DECLARE v_previous BINARY(32);

	CALL checks_on();
	IF @@in_transaction = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-transaction';
	END IF;
	SELECT last_id, digest INTO v_last, v_previous
	FROM event_head WHERE only = 1 FOR UPDATE;
	INSERT INTO event (id, kind, batch, serial, version, state_after,
	    effective_at, recorded_at, actor, proposed_by, reason_class,
	    reason_text, successor_version, payload, previous)
	VALUES (v_last + 1, p_kind, p_batch, p_serial, p_version, p_state_after,
	    p_effective_at, UTC_TIMESTAMP(6), SESSION_USER(), p_proposed_by,
	    p_reason_class, p_reason_text, p_successor, p_payload, v_previous);
	UPDATE event_head h
	JOIN event e ON e.id = v_last + 1
	SET h.last_id = e.id, h.digest = e.digest
	WHERE h.only = 1;
	CALL figure_count(v_last + 1);
END;
