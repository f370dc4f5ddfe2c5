-- Tables of bureaus, and the faults in them, whose time is over.  One that was
-- confirmed and is loaded only in part stays until it is approved or discarded.
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE bureau_batch_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_batch BIGINT UNSIGNED;
	DECLARE v_moment DATETIME(3);
	DECLARE v_done BOOLEAN DEFAULT 0;
	DECLARE ending CURSOR FOR
	    SELECT f.bureau_batch, f.expires_at
	    FROM bureau_batch_file f
	    JOIN bureau_batch b ON b.bureau_batch = f.bureau_batch
	    LEFT JOIN import_file i ON i.import = b.import
	    WHERE f.expires_at <= p_before AND NOT i.state <=> 'loading'
	    ORDER BY f.expires_at, f.bureau_batch LIMIT p_limit;
	DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = 1;

	SET p_removed = 0;
	OPEN ending;
	REPEAT
		FETCH ending INTO v_batch, v_moment;
		IF NOT v_done THEN
			DELETE FROM bureau_batch_file
			WHERE bureau_batch = v_batch;
			SET p_removed = p_removed + 1;
			SET p_oldest = IFNULL(p_oldest, v_moment);
			SET p_newest = v_moment;
		END IF;
	UNTIL v_done END REPEAT;
	CLOSE ending;
END;
