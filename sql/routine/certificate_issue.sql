-- Issues one approved certificate before, or without, its batch.
-- p_effective_at NULL: now.
CREATE OR REPLACE PROCEDURE certificate_issue(
	IN p_serial BIGINT UNSIGNED, IN p_version SMALLINT UNSIGNED,
	IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL certificate_change('issue', p_serial, p_version, NULL, NULL,
	    p_effective_at, NULL, NULL);
END;
