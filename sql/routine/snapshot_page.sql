-- Begins a page of a snapshot of one province.  Its order is by batch, serial
-- and version, what has no batch first, as if of batch 0; a place is behind one
-- row of it.  p_event NULL: the first page, from (0, 0, 0) on; else p_event and
-- p_anchor are what the first page gave.  The result: the place of the changes
-- from which a mirror goes on once it has the whole snapshot, the place where
-- the page ends, and whether more follows.  At most p_limit rows are looked at,
-- of which what is not issued yet is not told.
--
-- Changes go on from the end of the chain as it is at the first page, yet before
-- the first event of the province that is still to take effect: it would not be
-- seen in the snapshot, and never again.  Written down first, as in change_page.
CREATE OR REPLACE PROCEDURE snapshot_page(
	IN p_call BIGINT UNSIGNED, IN p_province CHAR(2),
	IN p_event BIGINT UNSIGNED, IN p_anchor CHAR(16),
	IN p_batch INT UNSIGNED, IN p_serial BIGINT UNSIGNED,
	IN p_version SMALLINT UNSIGNED, IN p_limit SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_event BIGINT UNSIGNED DEFAULT p_event;
	DECLARE v_batch INT UNSIGNED DEFAULT p_batch;
	DECLARE v_serial BIGINT UNSIGNED DEFAULT p_serial;
	DECLARE v_version SMALLINT UNSIGNED DEFAULT p_version;
	DECLARE v_rows SMALLINT UNSIGNED;
	DECLARE v_anchor CHAR(16);

	CALL checks_on();
	IF p_event IS NULL THEN
		CALL snapshot_place(p_province, v_event);
	ELSE
		SELECT change_anchor(p_event, 0) INTO v_anchor;
		IF NOT v_anchor <=> p_anchor THEN
			SIGNAL SQLSTATE '45000'
			    SET MESSAGE_TEXT = 'cursor-unknown';
		END IF;
	END IF;
	CALL snapshot_end(p_province, LEAST(p_limit, 1000), v_batch, v_serial,
	    v_version, v_rows);
	INSERT INTO feed_page (at, bureau_call, feed, province, after_place,
	    after_serial, after_version, until_place, until_serial,
	    until_version, entries)
	VALUES (UTC_TIMESTAMP(6), p_call, 'snapshot', p_province, p_batch,
	    p_serial, p_version, v_batch, v_serial, v_version, v_rows);
	SELECT v_event AS event, change_anchor(v_event, 0) AS anchor,
	    v_batch AS batch, v_serial AS serial, v_version AS version,
	    v_rows = LEAST(p_limit, 1000) AS more;
END;
