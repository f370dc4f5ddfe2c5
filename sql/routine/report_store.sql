-- Keeps a signed report.  p_number: 128 random bits; p_made_at: UTC, as the
-- report says; p_file_digest, p_file_size: of what was sent; p_bytes: gzip of
-- the report, p_digest and p_size those of it before compression.
CREATE OR REPLACE PROCEDURE report_store(
	IN p_number BINARY(16), IN p_made_at DATETIME,
	IN p_file_digest BINARY(32), IN p_file_size INT UNSIGNED,
	IN p_verdict VARCHAR(10), IN p_bytes MEDIUMBLOB,
	IN p_digest BINARY(32), IN p_size INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	CALL checks_on();
	INSERT INTO verification_report (number, made_at, expires_at,
	    file_digest, file_size, verdict, bytes, size, digest)
	VALUES (p_number, p_made_at, p_made_at + INTERVAL 90 DAY,
	    p_file_digest, p_file_size, p_verdict, p_bytes, p_size, p_digest);
END;
