-- What ties a place of the changes (change_end) to this chain: the beginning of
-- the digest of the last event that it has told of, sixteen hexadecimal digits;
-- zeros before the first event, NULL when there is no such event.
CREATE OR REPLACE FUNCTION change_anchor(
	p_event BIGINT UNSIGNED, p_serial BIGINT UNSIGNED)
RETURNS CHAR(16)
SQL SECURITY DEFINER
READS SQL DATA
RETURN IF(p_event + (p_serial > 0) = 0, '0000000000000000',
    (SELECT LOWER(HEX(LEFT(e.digest, 8))) FROM event e
	WHERE e.id = p_event + (p_serial > 0)));
