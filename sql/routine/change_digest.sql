-- SHA-256 of the lines of the entries between two places, as change_end found
-- them for the same period.  Called by change_day.  Each part reads by the
-- primary key, or a batch by its own: the first and the last batch in part, all
-- those between whole.
CREATE OR REPLACE PROCEDURE change_digest(
	IN p_province CHAR(2), IN p_from DATETIME(6), IN p_to DATETIME(6),
	IN p_event BIGINT UNSIGNED, IN p_serial BIGINT UNSIGNED,
	IN p_until BIGINT UNSIGNED, IN p_until_serial BIGINT UNSIGNED,
	OUT p_digest BINARY(32))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- A digest of half the lines would be kept for good.
	DECLARE v_room BIGINT UNSIGNED DEFAULT @@group_concat_max_len;

	SET SESSION group_concat_max_len = 4194304;
	SELECT UNHEX(SHA2(IFNULL(GROUP_CONCAT(CONCAT_WS(';', event, kind,
	    state_after, DATE_FORMAT(effective_at + INTERVAL 8 HOUR,
	    '%Y-%m-%dT%H:%i:%s.%f+08:00'), management_no, version), '\n'
	    ORDER BY event, serial SEPARATOR ''), ''), 256))
	INTO p_digest
	FROM (SELECT e.id AS event, e.kind, e.state_after, e.effective_at,
	    c.management_no, c.version, 0 AS serial
	FROM event e FORCE INDEX (PRIMARY)
	STRAIGHT_JOIN certificate c
	    ON c.serial = e.serial AND c.version = e.version
	WHERE e.id > p_event AND e.id <= p_until AND c.province = p_province
	AND e.kind <> 'approve'
	AND e.recorded_at >= p_from AND e.recorded_at < p_to
	UNION ALL
	SELECT e.id, e.kind, e.state_after, e.effective_at, c.management_no,
	    c.version, c.serial
	FROM event e FORCE INDEX (PRIMARY)
	STRAIGHT_JOIN certificate c FORCE INDEX (certificate_of_batch)
	    ON c.batch = e.batch AND c.province = p_province
	WHERE e.id > p_event + (p_serial > 0) AND e.id <= p_until
	AND e.kind = 'issue'
	AND e.recorded_at >= p_from AND e.recorded_at < p_to
	UNION ALL
	SELECT e.id, e.kind, e.state_after, e.effective_at, c.management_no,
	    c.version, c.serial
	FROM event e
	STRAIGHT_JOIN certificate c FORCE INDEX (certificate_of_batch)
	    ON c.batch = e.batch AND c.province = p_province
	WHERE p_serial > 0 AND e.id = p_event + 1 AND e.kind = 'issue'
	AND c.serial > p_serial AND c.serial <= IF(p_until = p_event,
	    p_until_serial, 18446744073709551615)
	UNION ALL
	SELECT e.id, e.kind, e.state_after, e.effective_at, c.management_no,
	    c.version, c.serial
	FROM event e
	STRAIGHT_JOIN certificate c FORCE INDEX (certificate_of_batch)
	    ON c.batch = e.batch AND c.province = p_province
	WHERE (p_serial = 0 OR p_until > p_event) AND e.id = p_until + 1
	AND e.kind = 'issue' AND c.serial <= p_until_serial) AS entry;
	SET SESSION group_concat_max_len = v_room;
END;
