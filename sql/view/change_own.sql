-- For the changes of a province: a row is an event of one certificate's own.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW change_own AS
SELECT *
FROM chain_entry
WHERE serial = event_serial AND version = event_version AND kind <> 'approve';
