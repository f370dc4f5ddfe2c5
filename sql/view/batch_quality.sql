-- For figure_count_batch and figure_rebuild: a row is one batch with what is
-- unusual in its certificates.  A resident number's check character is ISO 7064
-- MOD 11-2 of the others (GB 11643-1999): the weights are those of the
-- constraint certificate_resident, which should keep this count at 0.
-- A separator is what people type for U+00B7 between two Han characters
-- (民委发〔2016〕33号).
CREATE OR REPLACE ALGORITHM = TEMPTABLE SQL SECURITY DEFINER
VIEW batch_quality AS
SELECT batch, COUNT(*) AS certificates,
    SUM(id_type = '111' AND SUBSTR(id_number, 18, 1) <>
	SUBSTR('10X98765432', 1 + MOD(
	7 * SUBSTR(id_number, 1, 1) + 9 * SUBSTR(id_number, 2, 1)
	+ 10 * SUBSTR(id_number, 3, 1) + 5 * SUBSTR(id_number, 4, 1)
	+ 8 * SUBSTR(id_number, 5, 1) + 4 * SUBSTR(id_number, 6, 1)
	+ 2 * SUBSTR(id_number, 7, 1) + 1 * SUBSTR(id_number, 8, 1)
	+ 6 * SUBSTR(id_number, 9, 1) + 3 * SUBSTR(id_number, 10, 1)
	+ 7 * SUBSTR(id_number, 11, 1) + 9 * SUBSTR(id_number, 12, 1)
	+ 10 * SUBSTR(id_number, 13, 1) + 5 * SUBSTR(id_number, 14, 1)
	+ 8 * SUBSTR(id_number, 15, 1) + 4 * SUBSTR(id_number, 16, 1)
	+ 2 * SUBSTR(id_number, 17, 1), 11), 1)) AS check_failures,
    SUM(name RLIKE
	'[\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}]')
    AS private_use,
    SUM(name RLIKE '\\p{Han}[.\\x{2022}\\x{2027}\\x{2219}\\x{22C5}\\x{3002}\\x{30FB}\\x{FF0E}\\x{FF65}]\\p{Han}')
    AS separators,
    SUM(CHAR_LENGTH(name) > 25) AS long_names
FROM certificate
WHERE batch IS NOT NULL
GROUP BY batch;
