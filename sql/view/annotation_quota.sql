-- For holders, and for annotation_create: a row is one certificate of which
-- annotations count: those that holders made in the 90 days (to the second)
-- before now and did not withdraw.  next_free_at (UTC) is when another may be made, NULL when
-- one may be made at once; a certificate without a row has none that counts.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW annotation_quota AS
SELECT a.serial, COUNT(*) AS used, 3 AS allowed,
    CASE WHEN COUNT(*) >= 3 THEN MIN(a.made_at) + INTERVAL 90 DAY END
    AS next_free_at
FROM annotation a
LEFT JOIN annotation_withdrawal w ON w.annotation = a.annotation
LEFT JOIN annotation_official o ON o.annotation = a.annotation
WHERE w.annotation IS NULL AND o.annotation IS NULL
AND a.made_at > UTC_TIMESTAMP() - INTERVAL 90 DAY
GROUP BY a.serial;
