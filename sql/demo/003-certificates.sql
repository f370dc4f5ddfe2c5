-- Batches and certificates of demo_person.  Called by demo_populate.
CREATE OR REPLACE PROCEDURE demo_certificates(
	IN p_first BIGINT UNSIGNED, IN p_key CHAR(64))
SQL SECURITY INVOKER
MODIFIES SQL DATA
BEGIN
	DECLARE v_inner, v_outer VARBINARY(64) DEFAULT '';
	DECLARE v_byte INT;
	DECLARE v_batch INT UNSIGNED;

	-- HMAC (RFC 2104): the key, 64 bytes long, over 0x36 and over 0x5c.
	FOR i IN 0..63 DO
		SET v_byte = CONV(IFNULL(NULLIF(SUBSTR(p_key, 1 + 2 * i, 2), ''),
		    '00'), 16, 10);
		SET v_inner = CONCAT(v_inner, CHAR(v_byte ^ 0x36 USING binary));
		SET v_outer = CONCAT(v_outer, CHAR(v_byte ^ 0x5c USING binary));
	END FOR;

	FOR b IN (SELECT DISTINCT qualification, examination FROM demo_person
	    ORDER BY qualification, examination) DO
		CALL batch_open(CONCAT_WS('-', 'SPECIMEN', b.qualification,
		    b.examination, LPAD(p_first, 9, '0')),
		    b.qualification, b.examination, v_batch);
		-- A batch opens under today's edition; 000-early.sql.
		IF b.examination < 202110 THEN
			UPDATE batch SET edition = 2 WHERE batch = v_batch;
		END IF;
	END FOR;

	DROP TEMPORARY TABLE IF EXISTS demo_variant;
	CREATE TEMPORARY TABLE demo_variant (
		PRIMARY KEY (qualification, edition, place)
	) AS
	SELECT v.qualification, v.edition, v.variant,
	    ROW_NUMBER() OVER (PARTITION BY v.qualification, v.edition
		ORDER BY v.level_key, v.specialty_key) - 1 AS place,
	    COUNT(*) OVER (PARTITION BY v.qualification, v.edition) AS places
	FROM qualification_variant v;

	INSERT INTO certificate (serial, version, management_no, name, id_type,
	    id_number, id_hash, sex, birth_date, approved_on, province, variant,
	    batch)
	SELECT d.n, 1, CONCAT(d.examination, '0', d.qualification, d.province,
	    LPAD(d.n, 9, '0')), IF(d.fate = 'corrected', d.wrong_name, d.name),
	    d.id_type, d.id_number,
	    UNHEX(LEFT(SHA2(CONCAT(v_outer, UNHEX(SHA2(CONCAT(v_inner,
		CAST(d.id_number AS BINARY)), 256))), 256), 32)),
	    d.sex, d.birth_date, DATE(CONCAT(d.examination, '20'))
	    + INTERVAL 1 MONTH, d.province, v.variant, b.batch
	FROM demo_person d
	JOIN batch b ON b.code = CONCAT_WS('-', 'SPECIMEN', d.qualification,
	    d.examination, LPAD(p_first, 9, '0'))
	JOIN (SELECT DISTINCT qualification, edition, places
	    FROM demo_variant LIMIT 1000) k
	    ON k.qualification = b.qualification AND k.edition = b.edition
	JOIN demo_variant v ON v.qualification = b.qualification
	    AND v.edition = b.edition AND v.place = d.draw % k.places
	ORDER BY d.n;
	DROP TEMPORARY TABLE demo_variant;

	-- No number of a mobile telephone in China begins with 12.
	INSERT INTO holder_phone (id_hash, phone)
	SELECT c.id_hash, CONCAT('120', LPAD(c.serial % 100000000, 8, '0'))
	FROM demo_person d
	JOIN certificate c ON c.serial = d.n AND c.version = 1
	ORDER BY c.serial
	ON DUPLICATE KEY UPDATE phone = holder_phone.phone;
END;
