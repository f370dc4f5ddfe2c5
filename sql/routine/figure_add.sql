-- Counts so many changes of state of one kind, of certificates of one variant
-- and province, on one day (China's).  A negative number takes back.  Called by
-- figure_count.
CREATE OR REPLACE PROCEDURE figure_add(
	IN p_before VARCHAR(12), IN p_after VARCHAR(12), IN p_day DATE,
	IN p_variant SMALLINT UNSIGNED, IN p_province CHAR(2), IN p_count INT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	INSERT INTO figure_day (state_before, state_after, day, variant,
	    province, certificates)
	VALUES (p_before, p_after, p_day, p_variant, p_province, p_count)
	ON DUPLICATE KEY UPDATE
	    certificates = certificates + VALUES(certificates);
	INSERT INTO figure_stock (state, variant, province, certificates)
	VALUES (p_after, p_variant, p_province, p_count)
	ON DUPLICATE KEY UPDATE
	    certificates = certificates + VALUES(certificates);
	IF p_before <> 'none' THEN
		INSERT INTO figure_stock (state, variant, province,
		    certificates)
		VALUES (p_before, p_variant, p_province, -p_count)
		ON DUPLICATE KEY UPDATE
		    certificates = certificates + VALUES(certificates);
	END IF;
END;
