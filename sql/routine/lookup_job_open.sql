-- Opens a batch of look-ups.  p_code: 128 random bits; p_made_at: UTC;
-- p_started: 0 when it waits for a yes; p_file_digest: SHA-256 of the table;
-- p_rows: how many lookup_row_add() adds in the same transaction.
CREATE OR REPLACE PROCEDURE lookup_job_open(
	IN p_code BINARY(16), IN p_made_at DATETIME, IN p_started BOOLEAN,
	IN p_file_digest BINARY(32), IN p_rows SMALLINT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO lookup_job (code, made_at, expires_at, started,
	    file_digest, row_count)
	VALUES (p_code, p_made_at, p_made_at + INTERVAL 1 HOUR, p_started,
	    p_file_digest, p_rows);
END;
