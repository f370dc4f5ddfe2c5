-- For administrators: a row is one kind of fault in one delivered file, counted.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW import_fault AS
SELECT import, reason, faults FROM import_reject;
