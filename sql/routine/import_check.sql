-- Which rows of a file are in the registry already.  p_rows: JSON, one array
-- [row, management number, HMAC of the ID number as hex, variant] a row, the
-- last two '' and 0 where they are not known; p_import: the import that goes
-- on, whose own rows do not count, or 0.
--
-- One row comes back, clashes: words "N row" and "P row" in a line: the number
-- is that of another certificate, whatever became of it; the person holds a
-- certificate of the same qualification, level and specialty that is neither
-- revoked nor superseded.  '' when there is none.
CREATE OR REPLACE PROCEDURE import_check(
	IN p_import INT UNSIGNED, IN p_rows LONGTEXT)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	DECLARE v_batch INT UNSIGNED DEFAULT 0;
	DECLARE v_versions SMALLINT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SELECT IFNULL(batch, 0) INTO v_batch
	FROM import_file WHERE import = p_import;
	SELECT IFNULL(MAX(version), 0) INTO v_versions FROM certificate;
	-- Subqueries with a LIMIT: the rows are gone through once, each with two
	-- descents of an index, whatever the optimizer thinks of their number.
	-- The last LIMIT keeps MariaDB 10.11 from merging t, which it can once
	-- and refuses (1140) when the procedure is called again.
	SELECT IFNULL(GROUP_CONCAT(NULLIF(CONCAT_WS('\n',
	    IF(t.number_taken, CONCAT('N ', t.row), NULL),
	    IF(t.person_taken, CONCAT('P ', t.row), NULL)), '')
	    SEPARATOR '\n'), '') AS clashes
	FROM (SELECT j.row,
	    (SELECT 1
		FROM seq_1_to_999 s
		STRAIGHT_JOIN certificate c FORCE INDEX (certificate_number)
		    ON c.version = s.seq AND c.management_no = j.management_no
		    AND (c.batch IS NULL OR c.batch <> v_batch)
		WHERE s.seq <= v_versions LIMIT 1) AS number_taken,
	    (SELECT 1
		FROM certificate c FORCE INDEX (certificate_triple)
		STRAIGHT_JOIN qualification_variant h ON h.variant = c.variant
		STRAIGHT_JOIN qualification_variant w ON w.variant = j.variant
		    AND h.qualification = w.qualification
		    AND h.level_key = w.level_key
		    AND h.specialty_key = w.specialty_key
		WHERE c.id_hash = UNHEX(j.id_hash)
		AND (c.batch IS NULL OR c.batch <> v_batch)
		AND NOT EXISTS (SELECT 1 FROM certificate_status x
		    WHERE x.serial = c.serial AND x.version = c.version
		    AND x.state IN ('revoked', 'superseded'))
		LIMIT 1) AS person_taken
	    FROM JSON_TABLE(p_rows, '$[*]' COLUMNS (
		row INT UNSIGNED PATH '$[0]',
		management_no VARCHAR(32) COLLATE utf8mb4_nopad_bin
		    PATH '$[1]',
		id_hash CHAR(32) PATH '$[2]',
		variant SMALLINT UNSIGNED PATH '$[3]')) j
	    LIMIT 1000000) t;
END;
