-- Signs a holder out; harmless when there is no such session.
CREATE OR REPLACE PROCEDURE session_end(IN p_token BINARY(32))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DELETE FROM session WHERE token = p_token;
END;
