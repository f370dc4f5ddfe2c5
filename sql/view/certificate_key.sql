-- For the public look-up, which begins here and goes on to certificate_status:
-- a row is one version of a certificate with what it is asked for by, and
-- nothing of its state.  Read in the order of certificate_triple alone.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_key AS
SELECT serial, version, id_hash, management_no, name
FROM certificate FORCE INDEX (certificate_triple);
