-- Writes down what an administrator did that is no event: p_action is view,
-- change, export, import, backup, restore or purge; p_serial, p_version NULL
-- when it was about no one certificate; p_detail says what in words, counts
-- and codes, never a name or a number of a person.  Belongs to the caller's
-- transaction, if there is one.
CREATE OR REPLACE PROCEDURE admin_note(
	IN p_action VARCHAR(16), IN p_serial BIGINT UNSIGNED,
	IN p_version SMALLINT UNSIGNED, IN p_detail VARCHAR(200))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO admin_event (at, actor, action, serial, version, detail)
	VALUES (UTC_TIMESTAMP(6), SESSION_USER(), p_action, p_serial, p_version,
	    p_detail);
END;
