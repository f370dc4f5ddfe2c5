-- For people who try the demonstration: a row is one of the fixed persons, as
-- state, name and the two numbers to look up with.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW demo_sample AS
SELECT serial, version, style, state, name, id_number, management_no
FROM certificate_status
WHERE serial <= 14;
