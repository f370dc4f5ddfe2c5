-- For report readers: a row is one way in which persons stand doubly.
CREATE OR REPLACE PROCEDURE report_duplicates()
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- finding: 'several-names': identity numbers that stand with more than
	--	one name, versions that a correction replaced left aside;
	--	'same-twice': persons who hold the same qualification, level
	--	and specialty in more than one certificate
	-- persons: identity numbers of which that is so
	-- certificates: that they have between them
	-- as_of: China's time at which this was asked.  Reads every certificate:
	--	minutes where there are millions
	WITH several AS (
	    -- Candidates by the index alone, then without what was corrected.
	    SELECT id_hash FROM certificate
	    GROUP BY id_hash HAVING MIN(name) <> MAX(name)),
	named AS (
	    SELECT STRAIGHT_JOIN c.id_hash, COUNT(DISTINCT c.serial) AS n
	    FROM several s
	    JOIN certificate c ON c.id_hash = s.id_hash
	    WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.serial = c.serial
		AND e.version = c.version AND e.kind = 'correct'
		AND e.once = 1)
	    GROUP BY c.id_hash HAVING COUNT(DISTINCT c.name) > 1),
	busy AS (
	    SELECT id_hash FROM certificate
	    GROUP BY id_hash HAVING MIN(management_no) <> MAX(management_no)),
	doubled AS (
	    SELECT STRAIGHT_JOIN c.id_hash, COUNT(*) AS n
	    FROM busy b
	    JOIN certificate c ON c.id_hash = b.id_hash AND c.version = 1
	    JOIN qualification_variant v ON v.variant = c.variant
	    GROUP BY c.id_hash, v.qualification, v.level_key, v.specialty_key
	    HAVING COUNT(*) > 1)
	SELECT 'several-names' AS finding, COUNT(*) AS persons,
	    IFNULL(SUM(n), 0) AS certificates,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM named
	UNION ALL
	SELECT 'same-twice', COUNT(DISTINCT id_hash), IFNULL(SUM(n), 0),
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR
	FROM doubled;
END;
