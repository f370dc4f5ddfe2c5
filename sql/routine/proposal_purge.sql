-- Particulars of corrections whose proposal has ended: confirmed, refused,
-- withdrawn, or expired.  The proposal itself stays, without them.
-- For retention_purge: at most p_limit rows whose moment is not after p_before;
-- how many they were, and the first and the last moment of them.
CREATE OR REPLACE PROCEDURE proposal_purge(
	IN p_limit INT UNSIGNED, IN p_before DATETIME,
	OUT p_removed INT UNSIGNED, OUT p_oldest DATETIME(3),
	OUT p_newest DATETIME(3))
SQL SECURITY DEFINER
MODIFIES SQL DATA
BEGIN
	SET p_removed = 0, p_oldest = NULL, p_newest = NULL;
	FOR ended IN (SELECT p.proposal,
	    COALESCE(e.ended_at, p.expires_at) AS moment
	    FROM proposal p
	    LEFT JOIN proposal_end e ON e.proposal = p.proposal
	    WHERE p.kind = 'correct' AND p.cleared_at IS NULL
	    AND COALESCE(e.ended_at, p.expires_at) <= p_before
	    ORDER BY moment, p.proposal LIMIT p_limit FOR UPDATE) DO
		UPDATE proposal
		SET name = NULL, id_type = NULL, id_number = NULL,
		    id_hash = NULL, sex = NULL, birth_date = NULL,
		    cleared_at = UTC_TIMESTAMP(6)
		WHERE proposal = ended.proposal;
		SET p_removed = p_removed + 1,
		    p_oldest = IFNULL(p_oldest, ended.moment),
		    p_newest = ended.moment;
	END FOR;
END;
