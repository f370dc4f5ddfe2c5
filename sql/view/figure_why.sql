-- For figure_count and figure_rebuild: a row is one event that revokes, or that
-- corrects and whose new version is there.  As in figure_reason.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW figure_why AS
SELECT e.id, CAST(e.kind AS CHAR(9)) AS kind,
    DATE(e.effective_at + INTERVAL 8 HOUR) AS day, e.reason_class,
    DATEDIFF(e.effective_at + INTERVAL 8 HOUR, e.recorded_at + INTERVAL 8 HOUR)
    AS days,
    IF(e.kind = 'revoke', 0, (n.name <> c.name)
	+ 2 * (n.id_number <> c.id_number OR n.id_type <> c.id_type)
	+ 4 * (n.birth_date <> c.birth_date OR n.sex <> c.sex)) AS changed,
    c.variant, c.province
FROM event e
JOIN certificate c ON c.serial = e.serial AND c.version = e.version
LEFT JOIN certificate n
    ON n.serial = e.serial AND n.version = e.successor_version
WHERE e.kind = 'revoke' OR (e.kind = 'correct' AND n.serial IS NOT NULL);
