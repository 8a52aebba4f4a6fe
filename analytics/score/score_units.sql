-- The divisions with reports, and which of them have to be computed again: those whose current
-- readings, agencies or decisions on cases differ from what the run before was computed from, and all
-- where the method or the year is another. An agency whose name is not certain belongs to no division: two
-- may share that name.
--
-- Source: report_states, agencies_history, findings_ours, score_units.
-- Parameters: run, before (the run that is taken over; 0: none), method, today.
INSERT INTO score_units (run_id, unit, reports, fingerprint, changed)
WITH
said AS
(
    SELECT splitByChar('-', agency_id)[1] AS unit, count() AS reports, sum(cityHash64(report_id, reading_id)) AS hash
    FROM report_states FINAL
    WHERE unit != 'unresolved'
    GROUP BY unit
),
known AS
(
    SELECT splitByChar('-', agency_id)[1] AS unit,
        sum(cityHash64(agency_id, name, toString(predecessors), ifNull(toString(valid_from), ''), toString(deadlines.fiscal_year), toString(doubtful_years))) AS hash
    FROM agencies_history FINAL
    GROUP BY unit
),
ours AS
(
    SELECT splitByChar('-', report_id)[1] AS unit, sum(cityHash64(report_id, reading_id, rule, indicator, applicant)) AS hash FROM findings_ours FINAL WHERE ours = 1 GROUP BY unit
)
SELECT {run:UInt64}, s.unit, s.reports, cityHash64(s.hash, k.hash + o.hash, {method:String}, toYear({today:Date})) AS fingerprint, b.unit = '' OR b.fingerprint != fingerprint
FROM said AS s
LEFT JOIN known AS k ON k.unit = s.unit
LEFT JOIN ours AS o ON o.unit = s.unit
LEFT JOIN (SELECT unit, fingerprint FROM score_units WHERE run_id = {before:UInt64}) AS b ON b.unit = s.unit
