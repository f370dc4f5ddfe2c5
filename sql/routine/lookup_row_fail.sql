-- Counts a look-up of one row that could not be made; after the third it is
-- left as not checked.
CREATE OR REPLACE PROCEDURE lookup_row_fail(
	IN p_code BINARY(16), IN p_number INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	-- MariaDB sets from left to right: tries comes last.
	UPDATE lookup_row r JOIN lookup_job j ON j.job = r.job
	SET r.outcome = IF(r.tries = 2, 'not-checked', 'pending'),
	    r.checked_at = IF(r.tries = 2, UTC_TIMESTAMP(), NULL),
	    r.tries = r.tries + 1
	WHERE j.code = p_code AND r.number = p_number
	AND r.outcome = 'pending';
END;
