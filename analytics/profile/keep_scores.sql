-- Scores of agency-years that did not change.
-- Parameters: run, before (numbers of this run and of the one before), from, to (agencies of this slice).
INSERT INTO scores_history (run_id, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail)
SELECT {run:UInt64}, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail
FROM scores_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {before:UInt64})
    AND (agency_id, fiscal_year) IN (SELECT agency_id, fiscal_year FROM profile_subjects WHERE run_id = {run:UInt64} AND NOT changed
        AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = ''))
