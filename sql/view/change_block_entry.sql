-- For the digests of days: a row is a full block (change_block), with the anchor
-- of the place where it begins.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW change_block_entry AS
SELECT province, day, block, 4096 AS line_count, LOWER(HEX(digest)) AS digest,
    after_event, after_serial,
    change_anchor(after_event, after_serial) AS anchor
FROM change_block;
