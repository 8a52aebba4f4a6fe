-- Checks of a slice that do not hold are findings. What the report shows by itself already was
-- found when it was read, and is not found twice. With a figure that somebody decided to be our error
-- it is ours.
-- Source: across_checks, rules, reading_findings, findings_ours. Parameters: run, slice.
INSERT INTO findings_across (run_id, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    rule, severity, blame, message, indicator, applicant, expected, actual, operands)
SELECT c.run_id, c.report_id, c.reading_id, c.previous_report_id, c.previous_reading_id, c.agency_id, c.fiscal_year,
    r.id, r.severity,
    if(c.blame = 'agency' AND arrayExists(o -> o IN (SELECT report_id, indicator, applicant FROM findings_ours FINAL WHERE ours = 1 AND rule = '' AND cityHash64(reading_id) IN current_readings),
        JSONExtract(c.operands, 'Array(Tuple(report_id String, indicator String, applicant String))')), 'parser', c.blame),
    concat(r.title_zh, '：', c.detail), c.indicator, c.applicant, c.expected, c.actual, c.operands
FROM across_checks AS c
INNER JOIN rules AS r ON r.id = c.rule
WHERE c.run_id = {run:UInt64} AND c.slice = {slice:UInt32} AND c.state = 'fail'
    AND (c.report_id, c.reading_id, c.rule) NOT IN (SELECT report_id, reading_id, toString(rule) FROM reading_findings WHERE rule IN ('Q104', 'Q105')
        AND report_id IN (SELECT report_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}))
