-- For the responders of bureaus: a row is a table that waits to be confirmed or
-- loaded, or the list of its faults; no row when neither is kept.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW bureau_batch_content AS
SELECT b.bureau, LOWER(HEX(b.code)) AS code, f.content, b.bytes,
    LOWER(HEX(b.digest)) AS digest, f.faults, f.faults_size,
    LOWER(HEX(f.faults_digest)) AS faults_digest
FROM bureau_batch b
JOIN bureau_batch_file f ON f.bureau_batch = b.bureau_batch;
