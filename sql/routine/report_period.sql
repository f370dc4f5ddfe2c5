-- Called by reports of a period: from p_from to p_to, both included, China's
-- dates.  NULL: until today; from the first of the month eleven months earlier.
-- Refused: 'report-period', when it ends before it begins.
CREATE OR REPLACE PROCEDURE report_period(
	INOUT p_from DATE, INOUT p_to DATE)
SQL SECURITY DEFINER
NO SQL
BEGIN
	SET p_to = IFNULL(p_to, DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR));
	SET p_from = IFNULL(p_from, p_to - INTERVAL (DAY(p_to) - 1) DAY
	    - INTERVAL 11 MONTH);
	IF p_from > p_to THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'report-period';
	END IF;
END;
