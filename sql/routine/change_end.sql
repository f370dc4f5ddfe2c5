-- How far a page of changes of one province goes: from the place (p_event,
-- p_serial) on, at most p_limit entries, no event after p_last, and only events
-- recorded from p_from until before p_to (NULL: whenever).  Called by
-- change_page and change_day.
--
-- A place is behind all entries of events up to p_event, and behind those of the
-- event after it whose serial is not greater than p_serial.  An event of a
-- certificate is one entry; the issue of a batch is one for each of its
-- certificates in the province, by serial.
--
-- Each step asks for no more than is left, so that a page costs what it holds
-- however large a batch is.  LIMIT in the inner question about a batch keeps the
-- server from reading the certificates of all batches first.
CREATE OR REPLACE PROCEDURE change_end(
	IN p_province CHAR(2), IN p_from DATETIME(6), IN p_to DATETIME(6),
	IN p_last BIGINT UNSIGNED, IN p_limit SMALLINT UNSIGNED,
	INOUT p_event BIGINT UNSIGNED, INOUT p_serial BIGINT UNSIGNED,
	OUT p_entries SMALLINT UNSIGNED)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_next, v_to, v_reached BIGINT UNSIGNED;
	DECLARE v_batch INT UNSIGNED;
	DECLARE v_found, v_left SMALLINT UNSIGNED DEFAULT p_limit;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	REPEAT
		SET v_next = NULL, v_batch = NULL;
		SELECT e.id, e.batch INTO v_next, v_batch
		FROM event e FORCE INDEX (PRIMARY)
		WHERE e.id > p_event AND e.id <= p_last
		AND e.batch IS NOT NULL AND e.kind = 'issue'
		AND (p_from IS NULL
		    OR e.recorded_at >= p_from AND e.recorded_at < p_to)
		AND (SELECT 1 FROM certificate c
		    WHERE c.batch = e.batch AND c.province = p_province
		    LIMIT 1) = 1
		ORDER BY e.id LIMIT 1;
		SET v_to = IFNULL(v_next - 1, GREATEST(p_last, p_event));
		IF v_to > p_event THEN
			SELECT COUNT(*), MAX(id) INTO v_found, v_reached
			FROM (SELECT e.id
			    FROM event e FORCE INDEX (PRIMARY)
			    STRAIGHT_JOIN certificate c ON c.serial = e.serial
				AND c.version = e.version
			    WHERE e.id > p_event AND e.id <= v_to
			    AND c.province = p_province AND e.kind <> 'approve'
			    AND (p_from IS NULL
				OR e.recorded_at >= p_from
				AND e.recorded_at < p_to)
			    ORDER BY e.id LIMIT v_left) AS own;
			SET v_left = v_left - v_found;
			SET p_event = IF(v_left > 0, v_to, v_reached),
			    p_serial = 0;
		END IF;
		IF v_left > 0 AND v_next IS NOT NULL THEN
			SELECT COUNT(*), MAX(serial) INTO v_found, v_reached
			FROM (SELECT c.serial
			    FROM certificate c FORCE INDEX (certificate_of_batch)
			    WHERE c.batch = v_batch AND c.province = p_province
			    AND c.serial > p_serial
			    ORDER BY c.serial LIMIT v_left) AS some;
			SET v_left = v_left - v_found;
			IF v_left > 0 THEN
				SET p_event = v_next, p_serial = 0;
			ELSE
				SET p_serial = v_reached;
			END IF;
		END IF;
	UNTIL v_left = 0 OR v_next IS NULL END REPEAT;
	SET p_entries = p_limit - v_left;
END;
