-- Begins a page of changes of one province behind the place (p_event, p_serial),
-- which must have the anchor p_anchor, else it is of another chain than this
-- ('cursor-unknown').  The result: the place where the page ends, its anchor, how many entries lie between, and whether there may be
-- more.  At most 10000 events are looked at, so a page may hold fewer than
-- p_limit entries, even none, and more may follow all the same.
--
-- The page is written down before anything of it is told.  That also makes
-- everything that lies in it durable: a change can be seen a moment before it
-- is, and one that a crash then undid must not be in anybody's copy.  A page
-- without entries at the end of the chain is not written down: its place may be
-- looked on from, but is not to be told.
CREATE OR REPLACE PROCEDURE change_page(
	IN p_call BIGINT UNSIGNED, IN p_province CHAR(2),
	IN p_event BIGINT UNSIGNED, IN p_serial BIGINT UNSIGNED,
	IN p_anchor CHAR(16), IN p_limit SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_head, v_last, v_event BIGINT UNSIGNED;
	DECLARE v_serial BIGINT UNSIGNED DEFAULT p_serial;
	DECLARE v_entries SMALLINT UNSIGNED;
	DECLARE v_anchor CHAR(16);

	CALL checks_on();
	-- Not in the condition itself: outside a SELECT the server locks what it
	-- reads, and who reads must not wait for who writes.
	SELECT change_anchor(p_event, p_serial) INTO v_anchor;
	IF NOT v_anchor <=> p_anchor THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'cursor-unknown';
	END IF;
	SELECT last_id INTO v_head FROM event_head WHERE only = 1;
	SET v_last = LEAST(v_head, p_event + 10000), v_event = p_event;
	CALL change_end(p_province, NULL, NULL, v_last, LEAST(p_limit, 1000),
	    v_event, v_serial, v_entries);
	IF v_entries > 0 OR v_event < v_head THEN
		INSERT INTO feed_page (at, bureau_call, feed, province, after_place,
		    after_serial, after_version, until_place, until_serial,
		    until_version, entries)
		VALUES (UTC_TIMESTAMP(6), p_call, 'changes', p_province,
		    p_event, p_serial, 0, v_event, v_serial, 0, v_entries);
	END IF;
	SELECT v_event AS event, v_serial AS serial,
	    change_anchor(v_event, v_serial) AS anchor, v_entries AS entries,
	    v_event < v_head AS more;
END;
