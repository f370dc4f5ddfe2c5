-- Puts rows of a file into its batch and remembers how far it is, together.
-- p_after: where the import stands, so that no row comes twice
-- ('import-moved'); p_reached: where it stands afterwards; p_count and p_rows:
-- JSON, one array a row:
--	[management number, name, document type, ID number, HMAC of it as hex,
--	 sex, birth date, province, variant]
-- The CHECKs of the table are the last word; 'import-rows' when there are not
-- p_count, or one has a variant that the batch's edition has not.  What
-- import_check said may no longer be so: 'import-clash' when a person would
-- hold two certificates of one qualification, level and specialty, whoever
-- brought the other one meanwhile.  Two imports of a qualification wait for
-- each other here.
CREATE OR REPLACE PROCEDURE import_rows(
	IN p_import INT UNSIGNED, IN p_after INT UNSIGNED,
	IN p_reached INT UNSIGNED, IN p_count INT UNSIGNED,
	IN p_rows LONGTEXT)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_batch, v_reached INT UNSIGNED;
	DECLARE v_state VARCHAR(12);
	DECLARE v_approved_on DATE;
	DECLARE v_qualification CHAR(2);
	DECLARE v_edition TINYINT UNSIGNED;
	DECLARE v_other BIGINT UNSIGNED;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;
	DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;

	CALL checks_on();
	IF v_own THEN
		START TRANSACTION;
	END IF;
	-- The batch first: whoever locks both does it in this order.
	SELECT b.batch, b.qualification, b.edition
	INTO v_batch, v_qualification, v_edition
	FROM batch b
	WHERE b.batch = (SELECT i.batch FROM import_file i
	    WHERE i.import = p_import) LOCK IN SHARE MODE;
	SELECT state, reached, approved_on
	INTO v_state, v_reached, v_approved_on
	FROM import_file WHERE import = p_import FOR UPDATE;
	IF v_state IS NULL OR v_state <> 'loading' OR v_batch IS NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-not-open';
	END IF;
	IF v_reached <> p_after OR p_reached < p_after + p_count THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-moved';
	END IF;
	-- Held to the end, so that of two who bring the same person the second
	-- sees what the first has written.
	SELECT code INTO v_qualification
	FROM qualification WHERE code = v_qualification FOR UPDATE;
	-- Read out of the JSON once for all that follows, with NULL for what does
	-- not fit.  In memory: no person of an import that fails is on a disk.
	CREATE OR REPLACE TEMPORARY TABLE import_part (
		management_no VARCHAR(32), name VARCHAR(100), id_type CHAR(3),
		id_number VARCHAR(32), id_hash BINARY(16), sex TINYINT UNSIGNED,
		birth_date DATE, province CHAR(2), variant SMALLINT UNSIGNED
	) ENGINE = MEMORY;
	INSERT INTO import_part (management_no, name, id_type, id_number,
	    id_hash, sex, birth_date, province, variant)
	SELECT j.management_no, j.name, j.id_type, j.id_number,
	    UNHEX(j.id_hash), j.sex, j.birth_date, j.province, j.variant
	FROM JSON_TABLE(p_rows, '$[*]' COLUMNS (
	    management_no VARCHAR(32) PATH '$[0]',
	    name VARCHAR(100) PATH '$[1]', id_type CHAR(3) PATH '$[2]',
	    id_number VARCHAR(32) PATH '$[3]', id_hash CHAR(32) PATH '$[4]',
	    sex TINYINT UNSIGNED PATH '$[5]', birth_date DATE PATH '$[6]',
	    province CHAR(2) PATH '$[7]',
	    variant SMALLINT UNSIGNED PATH '$[8]')) j;
	INSERT INTO certificate (version, management_no, name, id_type,
	    id_number, id_hash, sex, birth_date, approved_on, province, variant,
	    batch)
	SELECT 1, j.management_no, j.name, j.id_type, j.id_number, j.id_hash,
	    j.sex, j.birth_date, v_approved_on, j.province, v.variant, v_batch
	FROM import_part j
	STRAIGHT_JOIN qualification_variant v ON v.variant = j.variant
	    AND v.qualification = v_qualification AND v.edition = v_edition;
	IF ROW_COUNT() <> p_count THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-rows';
	END IF;
	-- As import_check asks, but the newest rows of all, those of this file
	-- too: locked, since a snapshot may be older.
	SELECT c.serial INTO v_other
	FROM import_part j
	STRAIGHT_JOIN qualification_variant w ON w.variant = j.variant
	STRAIGHT_JOIN certificate c FORCE INDEX (certificate_triple)
	    ON c.id_hash = j.id_hash
	    AND c.management_no <> j.management_no
	STRAIGHT_JOIN qualification_variant h ON h.variant = c.variant
	    AND h.qualification = w.qualification
	    AND h.level_key = w.level_key AND h.specialty_key = w.specialty_key
	WHERE NOT EXISTS (SELECT 1 FROM certificate_status x
	    WHERE x.serial = c.serial AND x.version = c.version
	    AND x.state IN ('revoked', 'superseded'))
	LIMIT 1 LOCK IN SHARE MODE;
	IF v_other IS NOT NULL THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'import-clash';
	END IF;
	DROP TEMPORARY TABLE import_part;
	UPDATE import_file SET loaded = loaded + p_count, reached = p_reached
	WHERE import = p_import;
	IF v_own THEN
		COMMIT;
	END IF;
END;
