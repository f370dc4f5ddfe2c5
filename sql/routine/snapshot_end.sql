-- How far a page of a snapshot goes, at most p_limit rows from a place on; the
-- places are those of snapshot_page, which calls this.  Rows with a batch are
-- first versions.  When nothing is left the
-- page has fewer rows.
CREATE OR REPLACE PROCEDURE snapshot_end(
	IN p_province CHAR(2), IN p_limit SMALLINT UNSIGNED,
	INOUT p_batch INT UNSIGNED, INOUT p_serial BIGINT UNSIGNED,
	INOUT p_version SMALLINT UNSIGNED, OUT p_rows SMALLINT UNSIGNED)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_next INT UNSIGNED;
	DECLARE v_found, v_left SMALLINT UNSIGNED DEFAULT p_limit;
	DECLARE v_serial BIGINT UNSIGNED;
	DECLARE v_version SMALLINT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	IF p_batch = 0 THEN
		SELECT COUNT(*), MAX(serial) INTO v_found, v_serial
		FROM (SELECT c.serial
		    FROM certificate c FORCE INDEX (certificate_of_batch)
		    WHERE c.batch IS NULL AND c.province = p_province
		    AND (c.serial > p_serial
			OR c.serial = p_serial AND c.version > p_version)
		    ORDER BY c.serial, c.version LIMIT v_left) AS some;
		SET v_left = v_left - v_found;
		IF v_left = 0 THEN
			SELECT MAX(version) INTO v_version
			FROM (SELECT c.serial, c.version
			    FROM certificate c FORCE INDEX (certificate_of_batch)
			    WHERE c.batch IS NULL AND c.province = p_province
			    AND (c.serial > p_serial OR c.serial = p_serial
				AND c.version > p_version)
			    ORDER BY c.serial, c.version LIMIT p_limit) AS some
			WHERE serial = v_serial;
			SET p_serial = v_serial, p_version = v_version;
		ELSE
			SET p_batch = 1, p_serial = 0, p_version = 0;
		END IF;
	END IF;
	SET v_next = p_batch;
	WHILE v_left > 0 AND v_next IS NOT NULL DO
		SELECT COUNT(*), MAX(serial) INTO v_found, v_serial
		FROM (SELECT c.serial
		    FROM certificate c FORCE INDEX (certificate_of_batch)
		    WHERE c.batch = p_batch AND c.province = p_province
		    AND c.serial > p_serial
		    ORDER BY c.serial LIMIT v_left) AS some;
		SET v_left = v_left - v_found;
		IF v_found > 0 THEN
			SET p_serial = v_serial, p_version = 1;
		END IF;
		SET v_next = NULL;
		IF v_left > 0 THEN
			SELECT b.batch INTO v_next
			FROM batch b
			WHERE b.batch > p_batch
			AND (SELECT 1 FROM certificate c
			    WHERE c.batch = b.batch AND c.province = p_province
			    LIMIT 1) = 1
			ORDER BY b.batch LIMIT 1;
		END IF;
		IF v_next IS NOT NULL THEN
			SET p_batch = v_next, p_serial = 0, p_version = 0;
		END IF;
	END WHILE;
	SET p_rows = p_limit - v_left;
END;
