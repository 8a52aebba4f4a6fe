-- Facts of agency-years that did not change.
-- Parameters: run, before (numbers of this run and of the one before).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
SELECT {run:UInt64}, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason
FROM profile_keys
WHERE run_id = {before:UInt64} AND (agency_id, fiscal_year) IN (SELECT agency_id, fiscal_year FROM profile_subjects WHERE run_id = {run:UInt64} AND NOT changed)
