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
MODIFIES SQL DATA
BEGIN
	DECLARE v_batch INT UNSIGNED DEFAULT 0;
	DECLARE v_versions SMALLINT UNSIGNED;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	SELECT IFNULL(batch, 0) INTO v_batch
	FROM import_file WHERE import = p_import;
	SELECT IFNULL(MAX(version), 0) INTO v_versions FROM certificate;
	-- Read out of the JSON once; each row then costs two descents of an
	-- index, whatever the optimizer thinks of their number.
	CREATE OR REPLACE TEMPORARY TABLE import_part (
		row INT UNSIGNED, management_no VARCHAR(32), id_hash BINARY(16),
		variant SMALLINT UNSIGNED
	) ENGINE = MEMORY;
	INSERT INTO import_part (row, management_no, id_hash, variant)
	SELECT j.row, j.management_no, UNHEX(NULLIF(j.id_hash, '')),
	    j.variant
	FROM JSON_TABLE(p_rows, '$[*]' COLUMNS (
	    row INT UNSIGNED PATH '$[0]', management_no VARCHAR(32) PATH '$[1]',
	    id_hash CHAR(32) PATH '$[2]',
	    variant SMALLINT UNSIGNED PATH '$[3]')) j;
	SELECT IFNULL(GROUP_CONCAT(t.word, ' ', t.row ORDER BY t.row, t.word
	    SEPARATOR '\n'), '') AS clashes
	FROM (SELECT 'N' AS word, j.row
	    FROM import_part j
	    STRAIGHT_JOIN seq_1_to_999 s
	    STRAIGHT_JOIN certificate c FORCE INDEX (certificate_number)
		ON c.version = s.seq AND c.management_no = j.management_no
		AND (c.batch IS NULL OR c.batch <> v_batch)
	    WHERE s.seq <= v_versions
	    UNION
	    SELECT 'P', j.row
	    FROM import_part j
	    STRAIGHT_JOIN certificate c FORCE INDEX (certificate_triple)
		ON c.id_hash = j.id_hash
		AND (c.batch IS NULL OR c.batch <> v_batch)
	    STRAIGHT_JOIN qualification_variant h ON h.variant = c.variant
	    STRAIGHT_JOIN qualification_variant w ON w.variant = j.variant
		AND h.qualification = w.qualification
		AND h.level_key = w.level_key
		AND h.specialty_key = w.specialty_key
	    WHERE NOT EXISTS (SELECT 1 FROM certificate_status x
		WHERE x.serial = c.serial AND x.version = c.version
		AND x.state IN ('revoked', 'superseded'))) t;
	DROP TEMPORARY TABLE import_part;
END;
