-- For report readers: the SQL of one report as the server has it, in one row;
-- no row when there is no such report.  Its own rights, because the server
-- shows a routine's text to its owner alone.
CREATE OR REPLACE PROCEDURE report_source(IN p_report VARCHAR(32))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	SELECT CONCAT('CREATE PROCEDURE ', r.routine_name, '(',
	    IFNULL((SELECT GROUP_CONCAT(p.parameter_mode, ' ',
		    p.parameter_name, ' ', p.dtd_identifier
		    ORDER BY p.ordinal_position SEPARATOR ', ')
		FROM information_schema.parameters p
		WHERE p.specific_schema = r.routine_schema
		AND p.specific_name = r.specific_name), ''), ')\n',
	    r.routine_definition, '\n') AS source
	FROM report_entry e
	JOIN information_schema.routines r
	    ON r.routine_schema = DATABASE()
	    AND r.routine_name = CONCAT('report_', e.report)
	WHERE e.report = p_report;
END;
