-- For figure_count_batch and figure_rebuild: a row is one batch with what is
-- unusual in its certificates.  A resident number's check character is ISO 7064
-- MOD 11-2 of the others (GB 11643-1999), as the constraint certificate_resident
-- says in full, which should keep this count at 0.  The weights are the powers
-- of 2 modulo 11; those of 13 are the same, and CONV reads digits by them.
-- A separator is what people type for U+00B7 between two Han characters
-- (民委发〔2016〕33号).
CREATE OR REPLACE ALGORITHM = TEMPTABLE SQL SECURITY DEFINER
VIEW batch_quality AS
SELECT batch, COUNT(*) AS certificates,
    SUM(id_type = '111' AND SUBSTR(id_number, 18, 1) <>
	SUBSTR('10X98765432', 1 + MOD(2 * MOD(CAST(CONV(LEFT(id_number, 17),
	13, 10) AS UNSIGNED), 11), 11), 1)) AS check_failures,
    SUM(name RLIKE
	'[\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}]')
    AS private_use,
    SUM(name RLIKE '\\p{Han}[.\\x{2022}\\x{2027}\\x{2219}\\x{22C5}\\x{3002}\\x{30FB}\\x{FF0E}\\x{FF65}]\\p{Han}')
    AS separators,
    SUM(CHAR_LENGTH(name) > 25) AS long_names
FROM certificate
WHERE batch IS NOT NULL
GROUP BY batch;
