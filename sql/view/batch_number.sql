-- For snapshots, which go from batch to batch: a row is one.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW batch_number AS
SELECT batch
FROM batch;
