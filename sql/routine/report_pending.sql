-- For report readers: a row is one batch that waits: open, or approved and
-- not issued.
CREATE OR REPLACE PROCEDURE report_pending(
	IN p_qualification CHAR(2))
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_qualification: code of the catalogue; NULL: all
	-- batch, batch_code: its number, and the name its deliverer gave it
	-- qualification, qualification_name: code and name
	-- batch_state: 'open' or 'approved'
	-- since: China's time from which it waits: when it was opened, or when
	--	its approval was recorded
	-- hours_waiting: full hours since then
	-- certificates: in it
	-- as_of: China's time at which this was asked
	CALL report_choice(NULL, p_qualification);
	SELECT b.batch, b.code AS batch_code, b.qualification,
	    q.name_zh AS qualification_name,
	    IF(a.id IS NULL, 'open', 'approved') AS batch_state,
	    CAST(IFNULL(a.recorded_at, b.opened_at) + INTERVAL 8 HOUR
		AS DATETIME) AS since,
	    TIMESTAMPDIFF(HOUR, IFNULL(a.recorded_at, b.opened_at),
		UTC_TIMESTAMP(6)) AS hours_waiting,
	    IFNULL(f.certificates, (SELECT COUNT(*) FROM certificate c
		WHERE c.batch = b.batch)) AS certificates,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM batch b
	JOIN qualification q ON q.code = b.qualification
	LEFT JOIN figure_batch f ON f.batch = b.batch
	LEFT JOIN event a ON a.batch = b.batch AND a.kind = 'approve'
	LEFT JOIN event i ON i.batch = b.batch AND i.kind = 'issue'
	WHERE i.id IS NULL
	AND (p_qualification IS NULL OR b.qualification = p_qualification)
	ORDER BY IFNULL(a.recorded_at, b.opened_at), b.batch;
END;
