-- Where the changes of a province go on after a snapshot that begins now.
-- Called by snapshot_page.  The end of the chain is asked first: what comes after
-- it is a change in any case.
CREATE OR REPLACE PROCEDURE snapshot_place(
	IN p_province CHAR(2), OUT p_event BIGINT UNSIGNED)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_pending BIGINT UNSIGNED;

	SELECT last_id INTO p_event FROM event_head WHERE only = 1;
	SELECT MIN(e.id) - 1 INTO v_pending
	FROM event e FORCE INDEX (event_effective)
	LEFT JOIN certificate c ON c.serial = e.serial AND c.version = e.version
	WHERE e.effective_at > UTC_TIMESTAMP(6) AND e.kind <> 'approve'
	AND (c.province = p_province
	    OR (SELECT 1 FROM certificate o WHERE o.batch = e.batch
		AND o.province = p_province LIMIT 1) = 1);
	SET p_event = LEAST(p_event, IFNULL(v_pending, p_event));
END;
