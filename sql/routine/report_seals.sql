-- For report readers: a row is one imported seal file.
CREATE OR REPLACE PROCEDURE report_seals()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- seal, seal_name: its code, and the text of the seal
	-- seal_file: number of the file
	-- seal_state: 'in-force', 'not-yet', 'expired', 'disabled'
	-- valid_from, valid_until: China's time, as the file says
	-- days_left: full days until then; 0 when it is past
	-- expires_soon: 1 when it is in force and ends within 90 days, else 0
	-- signers: certificates that may sign with it
	-- qualifications: that its seal may serve today
	-- copies: annotated copies that were ever sealed with it
	-- as_of: China's time at which this was asked
	SELECT f.seal, s.name_zh AS seal_name, f.seal_file,
	    CASE WHEN d.seal_file IS NOT NULL THEN 'disabled'
	    WHEN f.valid_from > UTC_TIMESTAMP() THEN 'not-yet'
	    WHEN f.valid_until < UTC_TIMESTAMP() THEN 'expired'
	    ELSE 'in-force' END AS seal_state,
	    f.valid_from + INTERVAL 8 HOUR AS valid_from,
	    f.valid_until + INTERVAL 8 HOUR AS valid_until,
	    GREATEST(TIMESTAMPDIFF(DAY, UTC_TIMESTAMP(), f.valid_until), 0)
	    AS days_left,
	    d.seal_file IS NULL AND f.valid_from <= UTC_TIMESTAMP()
	    AND f.valid_until BETWEEN UTC_TIMESTAMP()
		AND UTC_TIMESTAMP() + INTERVAL 90 DAY AS expires_soon,
	    (SELECT COUNT(*) FROM seal_signer g
		WHERE g.seal_file = f.seal_file) AS signers,
	    (SELECT COUNT(*) FROM seal_scope c
		WHERE c.seal = f.seal
		AND c.valid_from <= DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)
		AND c.valid_until > DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR))
	    AS qualifications,
	    (SELECT COUNT(*) FROM annotation a
		WHERE a.seal_file = f.seal_file) AS copies,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM seal_file f
	JOIN seal s ON s.code = f.seal
	LEFT JOIN seal_disabled d ON d.seal_file = f.seal_file
	ORDER BY f.seal, f.seal_file;
END;
