-- What this run compared with, and how much of it was measured anew.
-- Parameters: run, prior (number of the run that measured the peers), method (its version).
INSERT INTO profile_runs (run_id, prior_version, method_version, agency_years, changed)
SELECT {run:UInt64}, {prior:UInt64}, {method:UInt32}, count(), countIf(changed)
FROM (SELECT agency_id, fiscal_year, max(changed) AS changed FROM profile_subjects WHERE run_id = {run:UInt64} GROUP BY agency_id, fiscal_year)
