-- Signs a holder in.  p_token: SHA-256 of what the cookie carries.
CREATE OR REPLACE PROCEDURE session_begin(
	IN p_token BINARY(32), IN p_id_hash BINARY(16),
	IN p_name VARCHAR(100))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO session (token, id_hash, name, begun_at, seen_at)
	VALUES (p_token, p_id_hash, p_name, UTC_TIMESTAMP(), UTC_TIMESTAMP());
END;
