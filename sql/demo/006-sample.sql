-- For people who try the demonstration: a row is one of the fixed persons, as
-- state, name, the two numbers to look up with, and the telephone that codes
-- to sign in would be sent to.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW demo_sample AS
SELECT c.serial, c.version, c.style, c.state, c.name, c.id_number,
    c.management_no, c.issued_on, IFNULL(p.phone, '') AS phone
FROM certificate_status c
LEFT JOIN holder_phone p ON p.id_hash = c.id_hash
WHERE c.serial <= 14;
