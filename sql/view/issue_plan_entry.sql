-- For administrators: a row is one plan to issue a batch, with the event that
-- came of it (NULL: none yet).  Times are UTC.
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY DEFINER
VIEW issue_plan_entry AS
SELECT p.plan, p.batch, b.code, b.qualification, b.examination,
    p.effective_at, p.certificates, p.apart, LOWER(HEX(p.payload)) AS digest,
    p.made_at, p.made_by, p.expires_at, d.event
FROM issue_plan p
JOIN batch b ON b.batch = p.batch
LEFT JOIN issue_plan_done d ON d.plan = p.plan;
