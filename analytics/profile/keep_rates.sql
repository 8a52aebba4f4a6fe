-- Rates of agency-years that did not change.
-- Parameters: run, before (numbers of this run and of the one before), from, to (agencies of this slice).
INSERT INTO rates_history (run_id, agency_id, fiscal_year, rate, which, x, n, wilson_low, wilson_high, peer_group, theta,
    limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, prior_version)
SELECT {run:UInt64}, agency_id, fiscal_year, rate, which, x, n, wilson_low, wilson_high, peer_group, theta,
    limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, prior_version
FROM rates_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {before:UInt64})
    AND (agency_id, fiscal_year) IN (SELECT agency_id, fiscal_year FROM profile_subjects WHERE run_id = {run:UInt64} AND NOT changed
        AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = ''))
