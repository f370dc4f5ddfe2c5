-- Refuses an issue date on which the seal of the edition is not in force
-- (notice 2021-97, paragraph 1: the ministry's from 2021-12-17).  Dates are
-- China's, UTC+8.  Called by the routines that issue.
CREATE OR REPLACE PROCEDURE seal_check(
	IN p_qualification CHAR(2), IN p_edition TINYINT UNSIGNED,
	IN p_effective_at DATETIME(6))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	IF NOT EXISTS (SELECT 1
	    FROM qualification_edition q
	    JOIN seal s ON s.code = q.seal
	    WHERE q.qualification = p_qualification AND q.edition = p_edition
	    AND DATE(p_effective_at + INTERVAL 8 HOUR) >= s.valid_from
	    AND DATE(p_effective_at + INTERVAL 8 HOUR) < s.valid_until) THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'seal-not-in-force';
	END IF;
END;
