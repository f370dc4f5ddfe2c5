-- For administrators, and for who verifies a copy: a row is one imported seal
-- with what has become of it.  Times are UTC; disabled_at is NULL while it is
-- in use.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW seal_file_status AS
SELECT f.seal_file, f.seal, f.es_id, f.name, f.owner, f.picture_type,
    f.valid_from, f.valid_until, LOWER(HEX(f.digest)) AS digest, f.maker,
    f.der, f.imported_at, f.imported_by, d.disabled_at,
    (SELECT COUNT(*) FROM seal_signer s WHERE s.seal_file = f.seal_file)
    AS signers
FROM seal_file f
LEFT JOIN seal_disabled d ON d.seal_file = f.seal_file;
