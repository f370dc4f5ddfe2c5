-- For whoever has a report's number: a row is one report that is kept now.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW report_file AS
SELECT number, bytes, size, LOWER(HEX(digest)) AS digest
FROM verification_report
WHERE expires_at > UTC_TIMESTAMP();
