-- Locks all versions of a certificate for an annotation, and refuses a
-- transaction that began to read earlier and would not see what was committed
-- since ('stale-snapshot': the caller should use READ COMMITTED).  An event of
-- the certificate waits from here on, for its foreign key shares that lock.
-- Called by annotation_create.
CREATE OR REPLACE PROCEDURE annotation_lock(IN p_serial BIGINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_versions, v_now, v_seen BIGINT UNSIGNED;

	IF @@in_transaction = 0 THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-transaction';
	END IF;
	SELECT COUNT(*) INTO v_versions
	FROM certificate FORCE INDEX (PRIMARY)
	WHERE serial = p_serial FOR UPDATE;
	SELECT COUNT(*) INTO v_now
	FROM event WHERE serial = p_serial LOCK IN SHARE MODE;
	SELECT COUNT(*) INTO v_seen FROM event WHERE serial = p_serial;
	IF v_now <> v_seen THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stale-snapshot';
	END IF;
	SELECT COUNT(*) INTO v_now
	FROM annotation WHERE serial = p_serial LOCK IN SHARE MODE;
	SELECT COUNT(*) INTO v_seen FROM annotation WHERE serial = p_serial;
	IF v_now <> v_seen THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stale-snapshot';
	END IF;
END;
