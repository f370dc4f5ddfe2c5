-- Writes down that a report was given out as a file, and to whom by the name
-- that the web server gave, or 'command': the only note that the accounts of
-- the web service and of readers can write.  'no-such-name' when it is not what
-- the responder makes of a name: at most 150 characters of ASCII that can be
-- seen, and no more than eight digits together, so that no number of a person
-- fits.
CREATE OR REPLACE PROCEDURE report_export_note(
	IN p_report VARCHAR(32), IN p_by VARCHAR(150))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	IF p_by IS NULL OR p_by NOT RLIKE '^[ -~]{1,150}\\z'
	    OR p_by RLIKE '[0-9]{9}' THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no-such-name';
	END IF;
	CALL admin_note('export', NULL, NULL, CONCAT('report ',
	    (SELECT report FROM report_entry WHERE report = p_report),
	    ' by ', p_by));
END;
