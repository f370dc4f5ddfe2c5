-- For who signs: a row is one certificate (DER) that may sign with a seal.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW seal_signer_entry AS
SELECT seal_file, ordinal, certificate, LOWER(HEX(digest)) AS digest
FROM seal_signer;
