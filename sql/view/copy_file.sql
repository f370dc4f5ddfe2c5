-- For downloads: a row is the document of one annotation that is good now.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW copy_file AS
SELECT c.annotation, c.bytes, c.size, LOWER(HEX(c.digest)) AS digest
FROM copy c
JOIN annotation_status a ON a.annotation = c.annotation AND a.state = 'good';
