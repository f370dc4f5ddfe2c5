-- For report readers: a row is one scene and one reason for which annotated
-- copies were refused.
CREATE OR REPLACE PROCEDURE report_refusals(
	IN p_from DATE, IN p_to DATE)
SQL SECURITY DEFINER
READS SQL DATA
BEGIN
	-- p_from, p_to: first and last day (China's); NULL: the last twelve
	--	months, this one included
	-- scene, scene_name: its word, and its newest name; empty for one that
	--	the catalogue never had
	-- refusal: code of the reason, as the page told it
	-- refusals: how often, in the period
	-- as_of: China's time at which this was asked
	CALL report_period(p_from, p_to);
	SELECT t.scene, IFNULL((SELECT s.name_zh FROM annotation_scene s
		WHERE s.code = t.scene ORDER BY s.valid_from DESC LIMIT 1), '')
	    AS scene_name, t.reason AS refusal, SUM(t.refusals) AS refusals,
	    UTC_TIMESTAMP() + INTERVAL 8 HOUR AS as_of
	FROM tally_refusal t
	WHERE t.day BETWEEN p_from AND p_to
	GROUP BY t.scene, t.reason
	ORDER BY refusals DESC, t.scene, t.reason;
END;
