-- For the page /catalogue: its one row has a value that changes whenever
-- anything in catalogue_entry does.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW catalogue_version AS
SELECT LEFT(SHA2(GROUP_CONCAT(SHA2(CONCAT_WS(';', code, paragraph, ordinal,
    edition, style, valid_from, HEX(name_zh), HEX(title_zh), HEX(title_en),
    HEX(levels), HEX(specialties), HEX(authorities), HEX(issuer), seal_code,
    HEX(seal_name)), 256) ORDER BY code), 256), 32) AS version
FROM catalogue_entry;
