-- What this run compared with, and how much of it was measured anew.
-- Parameters: run, prior (number of the run that measured the peers), method (its version).
INSERT INTO profile_runs (run_id, prior_version, method_version, agency_years, changed)
SELECT {run:UInt64}, {prior:UInt64}, {method:UInt32}, count(), countIf(run_id = {run:UInt64} AND changed)
FROM profile_subjects
WHERE which = 'current' AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
