-- For `ecert log verify`: a row is one version of a certificate as its digest
-- in the events speaks of it.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW certificate_fact AS
SELECT serial, version, batch, management_no, name, id_type, id_number, id_hash,
    sex, birth_date, approved_on, province, variant
FROM certificate;
