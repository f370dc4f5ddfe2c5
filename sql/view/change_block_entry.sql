-- For the digests of days: a row is a full block (change_block), with the anchor
-- of the place where it begins.  The anchor is change_anchor's, written out:
-- who copies a database may describe views, and run no function in them.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW change_block_entry AS
SELECT b.province, b.day, b.block, 4096 AS line_count,
    LOWER(HEX(b.digest)) AS digest, b.after_event, b.after_serial,
    IFNULL((SELECT LOWER(HEX(LEFT(e.digest, 8))) FROM event e
	WHERE e.id = b.after_event + (b.after_serial > 0)),
	'0000000000000000') AS anchor
FROM change_block b;
