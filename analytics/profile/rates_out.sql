-- The shares with their intervals and their places in the funnels of their peers.
--
-- Unit: cases. Source: profile_keys, peer_estimates. Parameters: run, prior (number of the run that
-- measured the peers), from, to (agencies of this slice).
INSERT INTO rates_history (run_id, agency_id, fiscal_year, rate, which, x, n, wilson_low, wilson_high, peer_group, theta,
    limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, prior_version)
SELECT {run:UInt64}, k.agency_id, k.fiscal_year, transform(k.measure, ['legal', 'consistency'], ['corrected', 'cells_wrong'], k.measure), k.which, k.a, k.b,
    e.wilson_low, e.wilson_high, e.peer_group, e.theta, e.limit_low95, e.limit_high95, e.limit_low998, e.limit_high998, e.phi, e.dispersed, e.flag, e.p, e.q, {prior:UInt64}
FROM profile_keys AS k
LEFT SEMI JOIN
(
    SELECT * FROM peer_estimates WHERE run_id = {prior:UInt64}
        -- As one number each, since most of the peers' facts are looked up and few found.
        AND cityHash64(measure, form, level, family, scope, fiscal_year, a, b, c) IN (SELECT cityHash64(measure, form, level, family, scope, fiscal_year, a, b, c) FROM profile_keys WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = ''))
) AS e
    ON e.measure = k.measure AND e.form = k.form AND e.level = k.level AND e.family = k.family AND e.scope = k.scope AND e.fiscal_year = k.fiscal_year
    AND e.a = k.a AND e.b = k.b AND e.c = k.c
WHERE k.run_id = {run:UInt64} AND k.measure NOT IN ('timeliness', 'completeness') AND k.reason = '' AND k.b > 0 AND k.agency_id >= {from:String} AND (k.agency_id < {to:String} OR {to:String} = '')
    AND (k.agency_id, k.fiscal_year) IN (SELECT agency_id, fiscal_year FROM profile_subjects WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = ''))
