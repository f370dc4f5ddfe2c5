-- Called first by what writes and may be called from outside: a session may have
-- turned the server's checks off for itself, and constraints hold for all.
CREATE OR REPLACE PROCEDURE checks_on()
SQL SECURITY DEFINER
NO SQL
BEGIN
	SET SESSION check_constraint_checks = 1, foreign_key_checks = 1,
	    unique_checks = 1;
END;
