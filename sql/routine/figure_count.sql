-- Adds one event to the figures, in the transaction that writes it.  Called by
-- event_append.
--
-- The state before is that of the certificate's own last event; without one,
-- the one that its batch gave it, or none for what a correction makes.  What a
-- correction changed is seen when its new version is issued.  Locking reads: the
-- transaction may have begun to read before the last change that was committed.
CREATE OR REPLACE PROCEDURE figure_count(IN p_event BIGINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_kind, v_before, v_after VARCHAR(12);
	DECLARE v_batch INT UNSIGNED;
	DECLARE v_serial BIGINT UNSIGNED;
	DECLARE v_version, v_variant SMALLINT UNSIGNED;
	DECLARE v_province CHAR(2);
	DECLARE v_at DATETIME(6);
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SELECT kind, batch, serial, version, state_after, effective_at
	INTO v_kind, v_batch, v_serial, v_version, v_after, v_at
	FROM event WHERE id = p_event;
	IF v_batch IS NOT NULL THEN
		CALL figure_count_batch(v_batch, v_kind, v_at);
	ELSE
		SELECT state_after INTO v_before
		FROM event
		WHERE serial = v_serial AND version = v_version AND id < p_event
		ORDER BY id DESC LIMIT 1 LOCK IN SHARE MODE;
		SET v_before = IFNULL(v_before, IF(v_kind <> 'issue', 'issued',
		    IF(v_version = 1, 'approved', 'none')));
		SELECT variant, province INTO v_variant, v_province
		FROM certificate
		WHERE serial = v_serial AND version = v_version
		LOCK IN SHARE MODE;
		CALL figure_add(v_before, v_after,
		    DATE(v_at + INTERVAL 8 HOUR), v_variant, v_province, 1);
		INSERT INTO figure_reason (kind, day, reason_class, days,
		    changed, variant, province, certificates)
		SELECT kind, day, reason_class, days, changed, variant,
		    province, 1
		FROM figure_why
		WHERE id = IF(v_kind = 'issue' AND v_version > 1,
		    (SELECT x.id FROM event x
			WHERE x.serial = v_serial AND x.version = v_version - 1
			AND x.kind = 'correct' AND x.once = 1), p_event)
		ON DUPLICATE KEY UPDATE certificates = certificates + 1;
	END IF;
END;
