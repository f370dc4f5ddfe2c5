-- Adds a row to a batch of look-ups.  p_code: the batch's, so that nobody adds
-- to one that they do not know; p_number: the row in the file; p_sealed: what
-- is asked for, base64url.
CREATE OR REPLACE PROCEDURE lookup_row_add(
	IN p_code BINARY(16), IN p_number INT UNSIGNED,
	IN p_sealed VARCHAR(768))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO lookup_row (job, number, sealed)
	SELECT job, p_number, p_sealed FROM lookup_job WHERE code = p_code;
END;
