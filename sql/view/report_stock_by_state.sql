-- For report readers: a row is one qualification in one state, with the number
-- of certificates (latest versions and superseded ones).  No persons.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW report_stock_by_state AS
SELECT c.qualification, q.name_zh, c.state, COUNT(*) AS certificates
FROM certificate_status c
JOIN qualification q ON q.code = c.qualification
GROUP BY c.qualification, q.name_zh, c.state;
