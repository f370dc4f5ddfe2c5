-- For the holder of a certificate: a row is one time that somebody was told
-- about it.  actor_name, matter and cause are '' but for bureaus; who acted there
-- is not a holder's to know.  Asked for one serial at a time.
--
-- What a bureau was told in pages of changes or of a snapshot is on record by
-- the page: those between whose places the certificate's events lie, or itself
-- (change_end, snapshot_page).  A page of changes looks at 10000 events at most,
-- so no other can hold an event.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW access_log AS
SELECT a.access, a.at, a.channel, a.serial, a.version, a.outcome,
    CAST(a.actor AS CHAR(10)) AS actor, IFNULL(a.actor_name, '') AS actor_name,
    IFNULL(IFNULL(k.item_name, k.item_code), '') AS matter,
    IFNULL(k.cause, '') AS cause
FROM access_event a
LEFT JOIN bureau_call k ON k.bureau_call = a.bureau_call
WHERE a.serial IS NOT NULL
UNION ALL
SELECT p.page, p.at, 'mirror', c.serial, c.version,
    CAST(e.state_after AS CHAR(10)), 'bureau', b.name_zh,
    IFNULL(k.item_name, k.item_code), k.cause
FROM certificate c
JOIN event e ON e.serial = c.serial AND e.version = c.version
    AND e.kind <> 'approve'
JOIN feed_page p ON p.province = c.province AND p.feed = 'changes'
    AND p.until_place >= e.id AND p.until_place <= e.id + 10000
    AND p.after_place < e.id
JOIN bureau_call k ON k.bureau_call = p.bureau_call
JOIN bureau b ON b.bureau = k.bureau
UNION ALL
SELECT p.page, p.at, 'mirror', c.serial, c.version,
    CAST(e.state_after AS CHAR(10)), 'bureau', b.name_zh,
    IFNULL(k.item_name, k.item_code), k.cause
FROM certificate c
JOIN event e ON e.batch = c.batch AND e.kind = 'issue'
JOIN feed_page p ON p.province = c.province AND p.feed = 'changes'
    AND p.until_place >= e.id - 1 AND p.until_place <= e.id + 10000
    AND (p.until_place >= e.id OR p.until_serial >= c.serial)
    AND (p.after_place < e.id - 1
	OR p.after_place = e.id - 1 AND p.after_serial < c.serial)
JOIN bureau_call k ON k.bureau_call = p.bureau_call
JOIN bureau b ON b.bureau = k.bureau
UNION ALL
SELECT p.page, p.at, 'mirror', c.serial, c.version,
    CAST(e.state_after AS CHAR(10)), 'bureau', b.name_zh,
    IFNULL(k.item_name, k.item_code), k.cause
FROM certificate c
JOIN feed_page p ON p.province = c.province AND p.feed = 'snapshot'
    AND p.until_place >= IFNULL(c.batch, 0)
    AND (p.until_place > IFNULL(c.batch, 0) OR p.until_serial > c.serial
	OR p.until_serial = c.serial AND p.until_version >= c.version)
    AND (p.after_place < IFNULL(c.batch, 0)
	OR p.after_place = IFNULL(c.batch, 0) AND (p.after_serial < c.serial
	OR p.after_serial = c.serial AND p.after_version < c.version))
-- What gave its state then: without such an event it was not told.
JOIN event e ON e.id = IFNULL(
    (SELECT MAX(x.id) FROM event x
	WHERE x.serial = c.serial AND x.version = c.version
	AND x.effective_at <= p.at AND x.recorded_at <= p.at),
    (SELECT y.id FROM event y
	WHERE y.batch = c.batch AND y.kind = 'issue'
	AND y.effective_at <= p.at AND y.recorded_at <= p.at))
JOIN bureau_call k ON k.bureau_call = p.bureau_call
JOIN bureau b ON b.bureau = k.bureau;
