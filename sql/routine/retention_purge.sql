-- Removes at most p_limit rows (of proposals: the particulars in them) of one
-- kind (retention_rule.what) that the rule
-- in force today says may go, the oldest first, and counts them in
-- retention_event, in one transaction.  The result: how many, and whether there
-- is a rule; without one nothing goes.  READ COMMITTED, so that nobody waits
-- but for the rows that go.  The transaction is its own: 'in-transaction'
-- inside another's, which it would end.
CREATE OR REPLACE PROCEDURE retention_purge(
	IN p_what VARCHAR(16), IN p_limit INT UNSIGNED)
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_own BOOLEAN DEFAULT @@in_transaction = 0;
	DECLARE v_today DATE DEFAULT DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR);
	DECLARE v_rule DATE;
	DECLARE v_days SMALLINT UNSIGNED;
	DECLARE v_before DATETIME DEFAULT UTC_TIMESTAMP();
	DECLARE v_removed INT UNSIGNED DEFAULT 0;
	DECLARE v_oldest, v_newest DATETIME(3);
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
	SET v_rule = (SELECT valid_from FROM retention_rule
	    WHERE what = p_what AND valid_from <= v_today
	    AND v_today < valid_until);
	IF v_rule IS NOT NULL THEN
		SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
		START TRANSACTION;
		SET v_days = (SELECT days FROM retention_rule
		    WHERE what = p_what AND valid_from = v_rule);
		SET v_before = v_before - INTERVAL v_days DAY;
		CASE p_what
		WHEN 'copy' THEN CALL copy_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'session' THEN CALL session_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'sign-in' THEN CALL sign_in_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'report' THEN CALL report_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'lookup' THEN CALL lookup_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'access' THEN CALL access_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'proposal' THEN CALL proposal_purge(p_limit, v_before,
		    v_removed, v_oldest, v_newest);
		WHEN 'bureau-batch' THEN CALL bureau_batch_purge(p_limit,
		    v_before, v_removed, v_oldest, v_newest);
		WHEN 'bureau-report' THEN CALL bureau_report_purge(p_limit,
		    v_before, v_removed, v_oldest, v_newest);
		END CASE;
		INSERT INTO retention_event (at, actor, what, rule_from, days,
		    removed, oldest, newest)
		SELECT UTC_TIMESTAMP(6), SESSION_USER(), p_what, v_rule, v_days,
		    v_removed, v_oldest, v_newest FROM DUAL
		WHERE v_removed > 0;
		COMMIT;
	END IF;
	SELECT v_removed AS removed, v_rule IS NOT NULL AS ruled;
END;
