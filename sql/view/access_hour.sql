-- For reports: a row is one outcome of one channel in one hour (UTC), and how
-- often it was told.  What access_count has not counted yet is counted here.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW access_hour AS
SELECT hour, channel, outcome, answers
FROM figure_access
UNION ALL
SELECT CAST(DATE_FORMAT(at, '%Y-%m-%d %H:00:00') AS DATETIME) AS hour, channel,
    outcome, COUNT(*)
FROM access_event
WHERE at >= (SELECT access_until FROM figure_head)
GROUP BY hour, channel, outcome;
