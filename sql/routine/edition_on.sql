-- The edition of a qualification under which certificates approved on a day are
-- registered: the one in force on that day; for days before the catalogue
-- begins, the first, since certificates approved earlier are given out under
-- it.  NULL when the qualification is unknown or was not in force any more.
CREATE OR REPLACE FUNCTION edition_on(
	p_qualification CHAR(2), p_day DATE)
RETURNS TINYINT UNSIGNED
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	RETURN (SELECT edition FROM qualification_edition
	    WHERE qualification = p_qualification AND valid_until > p_day
	    AND valid_from <= GREATEST(p_day, (SELECT MIN(f.valid_from)
		FROM qualification_edition f
		WHERE f.qualification = p_qualification))
	    ORDER BY valid_from LIMIT 1);
END;
