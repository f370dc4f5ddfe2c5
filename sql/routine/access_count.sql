-- Counts what was told in whole hours that ended ten minutes ago or earlier, at
-- most p_limit of them, into figure_access: reports then read hours and not
-- look-ups.  Nothing of an hour may be removed from access_event before it is
-- counted.  The result is how many hours.  In a transaction of its own; inside
-- another's: 'in-transaction'.
CREATE OR REPLACE PROCEDURE access_count(IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_from, v_to, v_end DATETIME;
	DECLARE v_hours INT UNSIGNED DEFAULT 0;
	DECLARE EXIT HANDLER FOR SQLEXCEPTION
	BEGIN
		IF v_own THEN
			ROLLBACK;
		END IF;
		RESIGNAL;
	END;

	CALL checks_on();
	IF NOT v_own THEN
		SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'in-transaction';
	END IF;
	-- So that nobody who writes waits for what is read here.
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	START TRANSACTION;
	SELECT access_until INTO v_from
	FROM figure_head WHERE only = 1 FOR UPDATE;
	-- A row is written with the time at which its statement began; ten
	-- minutes are longer than any of them takes.
	SET v_end = DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL 10 MINUTE,
	    '%Y-%m-%d %H:00:00');
	count: WHILE v_hours < p_limit DO
		-- Hours without anybody are passed over.
		SELECT DATE_FORMAT(MIN(at), '%Y-%m-%d %H:00:00') INTO v_to
		FROM access_event WHERE at >= v_from AND at < v_end;
		IF v_to IS NULL THEN
			SET v_from = GREATEST(v_from, v_end);
			LEAVE count;
		END IF;
		INSERT INTO figure_access (hour, channel, outcome, actor,
		    answers)
		SELECT v_to, channel, outcome, actor, COUNT(*)
		FROM access_event
		WHERE at >= v_to AND at < v_to + INTERVAL 1 HOUR
		GROUP BY channel, outcome, actor;
		SET v_from = v_to + INTERVAL 1 HOUR;
		SET v_hours = v_hours + 1;
	END WHILE;
	UPDATE figure_head SET access_until = v_from WHERE only = 1;
	COMMIT;
	SELECT v_hours AS counted;
END;
