-- The state machine of one certificate.  Called by certificate_issue, _suspend,
-- _reinstate, _revoke and _replace, and by proposal_apply.  p_proposed_by: the
-- account that proposed it, NULL where nobody did.
--
--	kind		from			to
--	issue		approved		issued
--	suspend		issued			suspended
--	reinstate	suspended		issued
--	revoke		issued, suspended	revoked
--	correct		issued			superseded
CREATE OR REPLACE PROCEDURE certificate_change(
	IN p_kind VARCHAR(12), IN p_serial BIGINT UNSIGNED,
	IN p_version SMALLINT UNSIGNED, IN p_reason_class VARCHAR(32),
	IN p_reason_text VARCHAR(1000), IN p_effective_at DATETIME(6),
	IN p_successor SMALLINT UNSIGNED, IN p_proposed_by VARCHAR(140))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_state, v_from, v_to VARCHAR(12);
	DECLARE v_since, v_at DATETIME(6);
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_approved_on DATE;
	DECLARE v_payload BINARY(32);
	DECLARE v_message VARCHAR(64);
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	IF v_own THEN
		START TRANSACTION;
	END IF;
	CALL certificate_lock(p_serial, p_version, v_state, v_since);
	SET v_at = IFNULL(p_effective_at, UTC_TIMESTAMP(6));
	CALL effective_check(v_at, v_since);
	SET v_from = CASE p_kind WHEN 'issue' THEN 'approved'
	    WHEN 'reinstate' THEN 'suspended' ELSE 'issued' END;
	SET v_to = CASE p_kind WHEN 'suspend' THEN 'suspended'
	    WHEN 'revoke' THEN 'revoked' WHEN 'correct' THEN 'superseded'
	    ELSE 'issued' END;
	IF v_state <> v_from
	    AND NOT (p_kind = 'revoke' AND v_state = 'suspended') THEN
		SET v_message = CONCAT('not-in-state:', v_from);
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = v_message;
	END IF;
	IF p_kind <> 'issue' AND NOT EXISTS (SELECT 1 FROM reason_class
	    WHERE code = p_reason_class AND kind = p_kind) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-reason';
	END IF;
	SELECT v.qualification, v.edition, d.approved_on, UNHEX(d.digest)
	INTO v_qualification, v_edition, v_approved_on, v_payload
	FROM certificate_digest d
	JOIN qualification_variant v ON v.variant = d.variant
	WHERE d.serial = p_serial AND d.version = p_version
	LOCK IN SHARE MODE;
	IF p_kind = 'issue' THEN
		CALL seal_check(v_qualification, v_edition, v_at);
		IF DATE(v_at + INTERVAL 8 HOUR) < v_approved_on THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'before-approval';
		END IF;
	END IF;
	CALL event_add(p_kind, NULL, p_serial, p_version, v_to, v_at,
	    p_reason_class, p_reason_text, p_successor, v_payload,
	    p_proposed_by);
	IF v_own THEN
		COMMIT;
	END IF;
END;
