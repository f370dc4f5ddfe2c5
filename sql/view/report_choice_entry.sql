-- For forms: a row is one value that a parameter of its kind may have.
CREATE OR REPLACE SQL SECURITY DEFINER
VIEW report_choice_entry AS
SELECT 'province' AS kind, code, name_zh FROM province
UNION ALL
SELECT 'qualification', code, name_zh FROM qualification;
