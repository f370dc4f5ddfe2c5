-- The digests of one day of a province's changes (doc/changes.md): the day is
-- China's, of recorded_at; a line an entry, in the order of the changes; a block
-- 4096 lines.  Full blocks are kept, at most p_blocks new ones a call.  The
-- result: how many are kept, whether that is all of them (if not: call again),
-- the lines behind them and their digest, where those begin, up to which event
-- all this is, and whether the day is over: an event was recorded after it.
CREATE OR REPLACE PROCEDURE change_day(
	IN p_province CHAR(2), IN p_day DATE, IN p_blocks SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_from DATETIME(6) DEFAULT p_day - INTERVAL 8 HOUR;
	DECLARE v_to DATETIME(6) DEFAULT p_day + INTERVAL 16 HOUR;
	DECLARE v_head, v_last, v_event, v_until BIGINT UNSIGNED;
	DECLARE v_serial, v_until_serial BIGINT UNSIGNED DEFAULT 0;
	DECLARE v_block, v_made INT UNSIGNED DEFAULT 0;
	DECLARE v_lines SMALLINT UNSIGNED;
	DECLARE v_over BOOLEAN;
	DECLARE v_digest BINARY(32);
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	-- A day is over by what came after it, asked before where it ends: the
	-- chain is in the order of time but for a clock that was set back.
	SELECT IFNULL(MAX(recorded_at) >= v_to, FALSE) INTO v_over FROM event;
	SELECT last_id INTO v_head FROM event_head WHERE only = 1;
	SELECT MIN(id) - 1, MAX(id) INTO v_event, v_last
	FROM event FORCE INDEX (event_recorded)
	WHERE recorded_at >= v_from AND recorded_at < v_to AND id <= v_head;
	SELECT block + 1, until_event, until_serial
	INTO v_block, v_event, v_serial
	FROM change_block
	WHERE province = p_province AND day = p_day
	ORDER BY block DESC LIMIT 1;
	SET v_last = IFNULL(v_last, 0), v_event = IFNULL(v_event, 0);
	REPEAT
		SET v_until = v_event, v_until_serial = v_serial;
		CALL change_end(p_province, v_from, v_to, v_last, 4096, v_until,
		    v_until_serial, v_lines);
		CALL change_digest(p_province, v_from, v_to, v_event, v_serial,
		    v_until, v_until_serial, v_digest);
		IF v_lines = 4096 AND v_made < p_blocks THEN
			-- Who asks at the same time makes the same row.
			INSERT IGNORE INTO change_block (province, day, block,
			    digest, after_event, after_serial, until_event,
			    until_serial)
			VALUES (p_province, p_day, v_block, v_digest, v_event,
			    v_serial, v_until, v_until_serial);
			SET v_block = v_block + 1, v_made = v_made + 1,
			    v_event = v_until, v_serial = v_until_serial,
			    v_lines = 0;
			SET v_digest = NULL;
		END IF;
	UNTIL v_digest IS NOT NULL END REPEAT;
	SELECT v_block AS blocks, v_lines < 4096 AS complete,
	    v_lines AS line_count, LOWER(HEX(v_digest)) AS digest,
	    v_event AS event, v_serial AS serial,
	    change_anchor(v_event, v_serial) AS anchor, v_head AS through,
	    v_over AS is_over;
END;
