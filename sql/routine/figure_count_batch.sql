-- Adds the approval or the issue of a whole batch to the figures.  Called by
-- figure_count.
--
-- A certificate that was issued by itself before is not issued again.  One
-- whose own issue is still to come is in force from now, and what was counted
-- on that later day is taken back.  Locking reads: the transaction may have
-- begun to read before the last change that was committed.
CREATE OR REPLACE PROCEDURE figure_count_batch(
	IN p_batch INT UNSIGNED, IN p_kind VARCHAR(12), IN p_at DATETIME(6))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	DECLARE v_day DATE DEFAULT DATE(p_at + INTERVAL 8 HOUR);
	DECLARE v_before, v_after VARCHAR(12);
	DECLARE v_alone INT UNSIGNED DEFAULT 0;

	SET v_before = IF(p_kind = 'approve', 'none', 'approved');
	SET v_after = IF(p_kind = 'approve', 'approved', 'issued');
	CREATE OR REPLACE TEMPORARY TABLE figure_part (
		PRIMARY KEY (variant, province)
	) AS
	SELECT variant, province, CAST(COUNT(*) AS SIGNED) AS certificates
	FROM certificate
	WHERE batch = p_batch
	GROUP BY variant, province;
	IF p_kind = 'approve' THEN
		INSERT INTO figure_batch (batch, certificates, check_failures,
		    private_use, separators, long_names)
		SELECT batch, certificates, check_failures, private_use,
		    separators, long_names
		FROM batch_quality WHERE batch = p_batch;
	ELSE
		FOR own IN (SELECT c.variant, c.province, e.effective_at
		    FROM event e
		    JOIN certificate c
			ON c.serial = e.serial AND c.version = e.version
		    WHERE e.kind = 'issue' AND e.version = 1
		    AND c.batch = p_batch LOCK IN SHARE MODE) DO
			IF own.effective_at <= p_at THEN
				SET v_alone = v_alone + 1;
				UPDATE figure_part
				SET certificates = certificates - 1
				WHERE variant = own.variant
				AND province = own.province;
			ELSE
				CALL figure_add('approved', 'issued',
				    DATE(own.effective_at + INTERVAL 8 HOUR),
				    own.variant, own.province, -1);
			END IF;
		END FOR;
		UPDATE figure_batch SET issued_at_once = certificates - v_alone
		WHERE batch = p_batch;
	END IF;
	INSERT INTO figure_day (state_before, state_after, day, variant,
	    province, certificates)
	SELECT v_before, v_after, v_day, variant, province, certificates
	FROM figure_part
	ON DUPLICATE KEY UPDATE figure_day.certificates =
	    figure_day.certificates + VALUES(certificates);
	INSERT INTO figure_stock (state, variant, province, certificates)
	SELECT v_after, variant, province, certificates FROM figure_part
	ON DUPLICATE KEY UPDATE figure_stock.certificates =
	    figure_stock.certificates + VALUES(certificates);
	IF v_before <> 'none' THEN
		INSERT INTO figure_stock (state, variant, province,
		    certificates)
		SELECT v_before, variant, province, -certificates
		FROM figure_part
		ON DUPLICATE KEY UPDATE figure_stock.certificates =
		    figure_stock.certificates + VALUES(certificates);
	END IF;
	DROP TEMPORARY TABLE figure_part;
END;
