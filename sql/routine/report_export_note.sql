-- Writes down that a report was given out as a file, and to whom by the name
-- that the web server gave, or 'command': the only note that the accounts of
-- the web service and of readers can write.
CREATE OR REPLACE PROCEDURE report_export_note(
	IN p_report VARCHAR(32), IN p_by VARCHAR(150))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL admin_note('export', NULL, NULL, CONCAT('report ',
	    (SELECT report FROM report_entry WHERE report = p_report),
	    ' by ', p_by));
END;
