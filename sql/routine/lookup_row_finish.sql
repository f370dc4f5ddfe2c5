-- Writes down what came of one row, and for the certificate's holder that
-- somebody was told of it: both or neither, and once, whoever else works on
-- the same row.  p_serial, p_version, p_state, p_since NULL: no certificate
-- was found; p_since: UTC.
CREATE OR REPLACE PROCEDURE lookup_row_finish(
	IN p_code BINARY(16), IN p_number INT UNSIGNED,
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_state VARCHAR(10), IN p_since DATETIME)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		ROLLBACK;
		RESIGNAL;
	END;
	START TRANSACTION;
	UPDATE lookup_row r JOIN lookup_job j ON j.job = r.job
	SET r.outcome = IF(p_state IS NULL, 'not-found', 'found'),
	    r.state = p_state, r.state_since = p_since,
	    r.checked_at = UTC_TIMESTAMP()
	WHERE j.code = p_code AND r.number = p_number
	AND r.outcome = 'pending';
	IF ROW_COUNT() = 1 THEN
		CALL access_record('batch', p_serial, p_version,
		    IFNULL(p_state, 'not-found'), 'public', NULL);
	END IF;
	COMMIT;
END;

	CALL checks_on();