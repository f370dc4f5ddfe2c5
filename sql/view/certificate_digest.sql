-- For the routines that write events.  A row is one version of a certificate;
-- digest is SHA-256 (hexadecimal) of its facts.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_digest AS
SELECT serial, version, batch, variant, approved_on,
    SHA2(CONCAT_WS(';', serial, version, management_no, HEX(name), id_type,
	HEX(id_number), HEX(id_hash), sex, birth_date, approved_on, province,
	variant), 256) AS digest
FROM certificate;
