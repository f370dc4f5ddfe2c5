-- For who verifies a copy: a row is one imported seal and one qualification
-- that it may seal, from valid_from up to but without valid_until (China's
-- dates); qualification is NULL in the only row of a seal that serves none.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW seal_scope_entry AS
SELECT f.seal_file, f.seal, f.digest, s.qualification, s.valid_from,
    s.valid_until
FROM seal_file f
LEFT JOIN seal_scope s ON s.seal = f.seal;
