-- What happened to the certificates of demo_person: approval a month after the
-- examination, issue another month later, then the exceptions.  Called by
-- demo_populate.
CREATE OR REPLACE PROCEDURE demo_events()
SQL SECURITY INVOKER
MODIFIES SQL DATA
BEGIN
	DECLARE v_issued DATETIME(6);
	DECLARE v_successor SMALLINT UNSIGNED;

	FOR b IN (SELECT DISTINCT c.batch, p.examination,
	    TIMESTAMP(DATE(CONCAT(p.examination, '20')), '01:00:00') AS at
	    FROM demo_person p
	    JOIN certificate c ON c.serial = p.n AND c.version = 1
	    ORDER BY c.batch) DO
		CALL batch_approve(b.batch, b.at + INTERVAL 1 MONTH
		    + INTERVAL 1 DAY);
		IF b.examination <> 202508 THEN
			CALL batch_issue(b.batch, b.at + INTERVAL 2 MONTH);
		END IF;
	END FOR;

	FOR p IN (SELECT n, fate, name, examination FROM demo_person
	    WHERE fate NOT IN ('issued', 'approved', 'early') ORDER BY n) DO
		SET v_issued = TIMESTAMP(DATE(CONCAT(p.examination, '20')),
		    '01:00:00') + INTERVAL 2 MONTH;
		CASE p.fate
		WHEN 'suspended' THEN
			CALL certificate_suspend(p.n, 1, 'under-review', NULL,
			    v_issued + INTERVAL 20 DAY);
		WHEN 'reinstated' THEN
			CALL certificate_suspend(p.n, 1, 'under-review', NULL,
			    v_issued + INTERVAL 20 DAY);
			CALL certificate_reinstate(p.n, 1, 'review-closed', NULL,
			    v_issued + INTERVAL 30 DAY);
		WHEN 'revoked' THEN
			CALL certificate_revoke(p.n, 1, 'issued-in-error', NULL,
			    v_issued + INTERVAL 25 DAY);
		WHEN 'corrected' THEN
			CALL certificate_correct(p.n, 1, 'record-corrected', NULL,
			    v_issued + INTERVAL 15 DAY, p.name, NULL, NULL, NULL,
			    NULL, NULL, v_successor);
		END CASE;
	END FOR;
END;
