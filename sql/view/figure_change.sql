-- For reports: a row is a number of certificates (versions) that come into a
-- state on a day, or, negative, that leave it.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW figure_change AS
SELECT day, CAST(state_after AS CHAR(10)) AS state, variant, province,
    certificates
FROM figure_day
UNION ALL
SELECT day, CAST(state_before AS CHAR(10)), variant, province, -certificates
FROM figure_day
WHERE state_before <> 'none';
