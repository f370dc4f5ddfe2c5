-- Keeps how often each fault occurred in a file.  p_faults: JSON, one array
-- [reason code, number] a reason.  Called by the routines below.
CREATE OR REPLACE PROCEDURE import_faults(
	IN p_import INT UNSIGNED, IN p_faults LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM import_reject WHERE import = p_import;
	INSERT INTO import_reject (import, reason, faults)
	SELECT p_import, j.reason, j.faults
	FROM JSON_TABLE(p_faults, '$[*]' COLUMNS (
	    reason VARCHAR(40) PATH '$[0]',
	    faults INT UNSIGNED PATH '$[1]')) j;
END;
