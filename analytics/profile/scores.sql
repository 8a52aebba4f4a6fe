-- The profile of every agency-year: what its facts amount to among its peers, or why nothing is
-- said. Where there is one version it is the first and the current one. A report that was not found
-- has its reason in every dimension.
--
-- Source: profile_keys, profile_subjects, peer_estimates, expected_reports_history.
-- Parameters: run, prior (number of the run that measured the peers), method (its version), from, to (agencies of this slice).
INSERT INTO scores_history (run_id, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail)
WITH
versions AS
(
    SELECT agency_id, fiscal_year, which, form, if(versions = 1, ['first', 'current'], [toString(which)]) AS whiches
    FROM profile_subjects
    WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
)
SELECT {run:UInt64}, k.agency_id, k.fiscal_year, k.measure, arrayJoin(v.whiches), e.value, e.low, e.high, e.band, e.peer_group,
    if(k.reason != '', k.reason, e.reason), {method:UInt32}, {prior:UInt64}, e.low95, e.high95, e.detail
FROM profile_keys AS k
INNER JOIN versions AS v ON v.agency_id = k.agency_id AND v.fiscal_year = k.fiscal_year AND v.which = k.which
LEFT ANY JOIN
(
    SELECT * FROM peer_estimates WHERE run_id = {prior:UInt64}
        AND (measure, a, b, c) IN (SELECT measure, a, b, c FROM profile_keys WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = ''))
) AS e
    ON e.measure = k.measure AND e.form = k.form AND e.level = k.level AND e.family = k.family AND e.scope = k.scope AND e.fiscal_year = k.fiscal_year
    AND e.a = k.a AND e.b = k.b AND e.c = k.c AND k.reason = ''
WHERE k.run_id = {run:UInt64} AND k.measure IN ('timeliness', 'completeness', 'consistency', 'legal') AND k.agency_id >= {from:String} AND (k.agency_id < {to:String} OR {to:String} = '')
UNION ALL
-- Context: shown in rates and in the tables of texts, never scored.
SELECT {run:UInt64}, agency_id, fiscal_year, context.1, arrayJoin(whiches), NULL, NULL, NULL, NULL, '', context.2, {method:UInt32}, {prior:UInt64}, NULL, NULL, []
FROM
(
    SELECT agency_id, fiscal_year, whiches, arrayJoin([('handling', 'context_only'),
        ('proactive', if(form IN ('2014', '2019'), 'context_only', 'not_on_form')), ('originality', 'not_calibrated')]) AS context
    FROM versions
)
UNION ALL
SELECT {run:UInt64}, agency_id, fiscal_year, dimension, arrayJoin(['first', 'current']), verdict, verdict, verdict, NULL, '',
    if(verdict IS NULL, toString(status), ''), {method:UInt32}, {prior:UInt64}, verdict, verdict, []
FROM
(
    -- Only what was looked for long enough is said not to have been published, and that is about the day.
    SELECT agency_id, fiscal_year, status, arrayJoin(['timeliness', 'completeness', 'consistency', 'handling', 'legal', 'proactive', 'originality']) AS dimension,
        if(status = 'not_published' AND dimension = 'timeliness' AND deadline IS NOT NULL, 0, NULL) AS verdict
    FROM expected_reports_history
    WHERE run_id = {run:UInt64} AND report_id IS NULL AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
)
