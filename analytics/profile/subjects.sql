-- What is measured: the report of every certain agency, as it stands, and the first version where
-- that is another one. Where somebody decided that its being late is our error, no days are known. Changed are those that the run before did not have like this, and the years
-- after them whose windows hold them; with no run before all are.
--
-- Source: score_parts, report_states, readings, findings_ours. Parameters: run (number of the score run), before (number
-- of the run whose rows are kept where nothing changed; 0: none), window (years), from, to (reports of this slice).
INSERT INTO profile_subjects (run_id, report_id, reading_id, agency_id, fiscal_year, which, form, level, family, scope, outcome,
    days_late_low, days_late_high, has_deadline, versions, changed)
WITH
mine AS
(
    SELECT report_id FROM report_states WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})
),
cleared AS
(
    SELECT report_id FROM findings_ours FINAL WHERE ours = 1 AND rule = 'timeliness' AND indicator = 'late'
),
now AS
(
    SELECT report_id, reading_id, agency_id, fiscal_year, 'current' AS which, toString(form) AS form, ifNull(toString(level), '') AS level, toString(family) AS family,
        toString(scope) AS scope, toString(outcome) AS outcome,
        if(report_id IN (SELECT report_id FROM cleared), NULL, r.days_late_low) AS days_late_low, if(report_id IN (SELECT report_id FROM cleared), NULL, r.days_late_high) AS days_late_high,
        toUInt8(deadline IS NOT NULL) AS has_deadline, versions
    FROM report_states AS r FINAL
    WHERE report_id IN (SELECT report_id FROM mine) AND agency_id != '' AND NOT startsWith(agency_id, 'unresolved-')
    UNION ALL
    SELECT s.report_id, s.first_id, s.agency_id, s.fiscal_year, 'first', toString(r.form), ifNull(toString(s.level), ''), toString(s.family), toString(r.scope), toString(r.outcome),
        if(s.report_id IN (SELECT report_id FROM cleared), NULL, s.days_late_low), if(s.report_id IN (SELECT report_id FROM cleared), NULL, s.days_late_high), toUInt8(s.deadline IS NOT NULL), s.versions
    FROM readings AS r
    INNER JOIN
    (
        SELECT report_id, history[1].1 AS first_id, agency_id, fiscal_year, level, family, days_late_low, days_late_high, deadline, versions
        FROM report_states FINAL
        WHERE report_id IN (SELECT report_id FROM mine) AND versions > 1 AND agency_id != '' AND NOT startsWith(agency_id, 'unresolved-')
    ) AS s ON s.report_id = r.report_id AND s.first_id = r.reading_id
),
both AS
(
    SELECT agency_id, fiscal_year, sipHash64(reading_id, which, form, level, family, scope, ifNull(days_late_low, -1000000), ifNull(days_late_high, -1000000), has_deadline, versions) AS hash, 'now' AS side
    FROM now
    WHERE {before:UInt64} > 0
    UNION ALL
    SELECT agency_id, fiscal_year, sipHash64(reading_id, toString(which), toString(form), toString(level), toString(family), toString(scope),
        ifNull(days_late_low, -1000000), ifNull(days_late_high, -1000000), has_deadline, versions), 'before'
    FROM profile_subjects
    WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {before:UInt64}
            AND unit IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64}))
),
differ AS
(
    SELECT agency_id, fiscal_year FROM both GROUP BY agency_id, fiscal_year, hash HAVING uniqExact(side) = 1
)
SELECT {run:UInt64}, report_id, reading_id, agency_id, fiscal_year, which, form, level, family, scope, outcome, days_late_low, days_late_high, has_deadline, versions,
    {before:UInt64} = 0
        -- Decisions on cases since ten minutes before that run began: it may not have seen them.
        OR report_id IN (SELECT report_id FROM findings_ours WHERE generation + 600000000 > {before:UInt64})
        OR (agency_id, fiscal_year) IN (SELECT agency_id, arrayJoin(range(fiscal_year, fiscal_year + {window:UInt16})) FROM differ)
FROM now
