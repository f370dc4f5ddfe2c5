-- For the responders that serve bureaus: a row is a registered key, usable or
-- not, by whose certificate a signature is checked; bureau_admit says whether it
-- is taken.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW bureau_certificate AS
SELECT fingerprint, certificate
FROM bureau_key;
