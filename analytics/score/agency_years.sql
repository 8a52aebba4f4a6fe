-- What is known of each agency and year: what the law expects, what was found of it, its checks
-- and findings, and its main figures. A report that nothing was known to ask for is not_expected.
--
-- Source: score_parts, expected_reports_history, report_states, agencies, reading_findings, findings_across, findings_ours, rules, reading_sums.
-- Parameters: run (number of the score run), method (of reading_sums), from, to (agencies of this slice, to left out: divisions whole).
INSERT INTO agency_years_history (run_id, county, seat, agency_id, fiscal_year, name, division_code, family, level, status, reason, deadline, deadline_basis,
    report_id, outcome, form, scope, versions, published_low, published_high, days_late_low, days_late_high,
    errors, doubts, doubtful_checks, checks_pass, checks_fail, checks_vacuous, checks_not_assessable,
    counts, received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other,
    printed, cells, unreadable, doubtful, blank, reasons, deadline_adjusted, days_shown_low, days_shown_high)
WITH
mine AS
(
    SELECT report_id FROM report_states WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})
),
found AS
(
    SELECT report_id,
        countIf(severity = 'error' AND blame = 'agency' AND NOT ours) AS errors,
        countIf(severity = 'error' AND (blame != 'agency' OR ours)) AS doubts,
        countIf((blame != 'agency' OR ours) AND rule IN (SELECT id FROM rules WHERE kind IN ('identity', 'inequality'))) AS doubtful_checks
    FROM
    (
        SELECT *, (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1) AS ours
        FROM
        (
        SELECT report_id, reading_id, rule, indicator, applicant, severity, blame FROM reading_findings
        WHERE report_id IN (SELECT report_id FROM mine) AND cityHash64(reading_id) IN current_readings
        UNION ALL
        SELECT report_id, reading_id, rule, indicator, applicant, severity, blame FROM findings_across
        WHERE run_id = {run:UInt64} AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '') AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings
        )
    )
    GROUP BY report_id
),
cells AS
(
    SELECT if(e.agency_id = '', r.agency_id, e.agency_id) AS agency_id, if(e.agency_id = '', r.fiscal_year, e.fiscal_year) AS fiscal_year,
        if(e.agency_id = '', 'not_expected', toString(e.status)) AS status, toString(e.reason) AS reason, e.deadline AS deadline, toString(e.deadline_basis) AS deadline_basis,
        r.report_id AS report_id, r.reading_id AS reading_id, r.outcome AS outcome, r.form AS form, r.scope AS scope, r.versions AS versions,
        r.published_low AS published_low, r.published_high AS published_high, if(e.agency_id = '', r.days_late_low, e.days_late_low) AS days_late_low, if(e.agency_id = '', r.days_late_high, e.days_late_high) AS days_late_high,
        e.deadline_adjusted AS deadline_adjusted, if(e.agency_id = '' OR e.reason = 'confirmed_ours', r.days_late_low, e.days_late_low) AS days_shown_low, if(e.agency_id = '' OR e.reason = 'confirmed_ours', r.days_late_high, e.days_late_high) AS days_shown_high,
        r.checks_pass AS checks_pass, r.checks_fail AS checks_fail, r.checks_vacuous AS checks_vacuous, r.checks_not_assessable AS checks_not_assessable
    FROM (SELECT * FROM expected_reports_history WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS e
    FULL OUTER JOIN
    (
        SELECT agency_id, fiscal_year, report_id, reading_id, outcome, form, scope, versions, published_low, published_high, days_late_low, days_late_high,
            checks_pass, checks_fail, checks_vacuous, checks_not_assessable
        FROM report_states FINAL
        WHERE report_id IN (SELECT report_id FROM mine)
    ) AS r ON r.agency_id = e.agency_id AND r.fiscal_year = e.fiscal_year
)
SELECT {run:UInt64}, if(ifNull(a.county_code, '') = '', 'unknown', assumeNotNull(a.county_code)), if(a.family = 'gov_office', 0, 3) + multiIf(a.level IS NULL, 2, a.level = 'township', 1, 0),
    c.agency_id, c.fiscal_year, a.name, ifNull(a.division_code, ''), a.family, ifNull(toString(a.level), ''), c.status, c.reason, c.deadline, c.deadline_basis,
    c.report_id, c.outcome, c.form, c.scope, c.versions, c.published_low, c.published_high, c.days_late_low, c.days_late_high,
    f.errors, f.doubts, f.doubtful_checks, c.checks_pass, c.checks_fail, c.checks_vacuous, c.checks_not_assessable,
    s.totals > 0, s.received, s.carried_in, s.carried_out, s.outcomes, s.granted, s.partial, s.denied, s.unable, s.not_processed, s.other,
    s.printed, s.cells, s.unreadable, s.doubtful, s.blank, s.reasons, c.deadline_adjusted, c.days_shown_low, c.days_shown_high
FROM cells AS c
LEFT JOIN found AS f ON f.report_id = c.report_id
LEFT ANY JOIN (SELECT * FROM reading_sums WHERE method = {method:UInt64} AND report_id IN (SELECT report_id FROM mine)) AS s ON s.report_id = c.report_id AND s.reading_id = c.reading_id
LEFT JOIN (SELECT * FROM agencies WHERE agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '') AND splitByChar('-', agency_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})) AS a ON a.agency_id = c.agency_id
