-- Counts everything anew: once when a registry gets its figures, and whenever
-- somebody wants to see that they are right.  Changes of state wait meanwhile,
-- for the end of the chain is locked; others who write do not, for READ
-- COMMITTED takes no locks on what is read: all of it hangs on events.
-- The result is how many rows of figure_day it wrote.
CREATE OR REPLACE PROCEDURE figure_rebuild()
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_last BIGINT UNSIGNED;
	DECLARE v_rows INT UNSIGNED;
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
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	START TRANSACTION;
	SELECT last_id INTO v_last FROM event_head WHERE only = 1 FOR UPDATE;
	DELETE FROM figure_day;
	DELETE FROM figure_stock;
	DELETE FROM figure_reason;
	DELETE FROM figure_batch;
	INSERT INTO figure_day (state_before, state_after, day, variant,
	    province, certificates)
	SELECT state_before, state_after, day, variant, province,
	    SUM(certificates)
	FROM figure_truth
	GROUP BY state_before, state_after, day, variant, province;
	SET v_rows = ROW_COUNT();
	INSERT INTO figure_stock (state, variant, province, certificates)
	SELECT state, variant, province, SUM(certificates)
	FROM figure_change
	GROUP BY state, variant, province;
	INSERT INTO figure_reason (kind, day, reason_class, days, changed,
	    variant, province, certificates)
	SELECT kind, day, reason_class, days, changed, variant, province,
	    COUNT(*)
	FROM figure_why
	GROUP BY kind, day, reason_class, days, changed, variant, province;
	INSERT INTO figure_batch (batch, certificates, issued_at_once,
	    check_failures, private_use, separators, long_names)
	SELECT q.batch, q.certificates, IF(i.id IS NULL, 0, q.certificates
	    - (SELECT COUNT(*)
		FROM event e
		JOIN certificate c
		    ON c.serial = e.serial AND c.version = e.version
		WHERE e.kind = 'issue' AND e.version = 1
		AND c.batch = q.batch AND e.effective_at <= i.effective_at)),
	    q.check_failures, q.private_use, q.separators, q.long_names
	FROM batch_quality q
	JOIN event a ON a.batch = q.batch AND a.kind = 'approve'
	LEFT JOIN event i ON i.batch = q.batch AND i.kind = 'issue';
	UPDATE figure_head SET counted_at = UTC_TIMESTAMP() WHERE only = 1;
	COMMIT;
	SELECT v_rows AS changed;
END;
