-- For status lists: a row is a version that some certificate has, with the last
-- serial of all.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW status_extent AS
SELECT version, (SELECT MAX(serial) FROM certificate) AS last_serial
FROM certificate
GROUP BY version;
