-- For the holder of a certificate: a row is one time that somebody was told
-- about it.  actor_name is '' but for bureaus.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW access_log AS
SELECT access, at, channel, serial, version, outcome,
    CAST(actor AS CHAR(10)) AS actor, IFNULL(actor_name, '') AS actor_name
FROM access_event
WHERE serial IS NOT NULL;
