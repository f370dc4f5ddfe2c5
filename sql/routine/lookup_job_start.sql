-- Says yes to a batch of look-ups that waits for it; saying it again does
-- nothing.
CREATE OR REPLACE PROCEDURE lookup_job_start(IN p_code BINARY(16))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	UPDATE lookup_job SET started = 1 WHERE code = p_code;
END;
