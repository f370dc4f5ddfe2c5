-- How many certificates a batch has, and how many of them have a history of
-- their own.  Called by the routines of plans, behind the chain's lock.
CREATE OR REPLACE PROCEDURE batch_count(
	IN p_batch INT UNSIGNED, OUT p_certificates INT UNSIGNED,
	OUT p_apart INT UNSIGNED)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	SELECT COUNT(*) INTO p_certificates
	FROM certificate WHERE batch = p_batch LOCK IN SHARE MODE;
	SELECT COUNT(DISTINCT e.serial) INTO p_apart
	FROM event e
	JOIN certificate c ON c.serial = e.serial AND c.version = e.version
	WHERE c.batch = p_batch LOCK IN SHARE MODE;
END;
