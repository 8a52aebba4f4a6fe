-- Scores of agency-years that did not change.
-- Parameters: run, before (numbers of this run and of the one before).
INSERT INTO scores_history (run_id, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail)
SELECT {run:UInt64}, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail
FROM scores_history
WHERE run_id = {before:UInt64} AND (agency_id, fiscal_year) IN (SELECT agency_id, fiscal_year FROM profile_subjects WHERE run_id = {run:UInt64} AND NOT changed)
