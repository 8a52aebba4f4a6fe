-- The findings of one agency, or of one report, in the order of findings.
-- Unit: expected and actual are in the indicator's unit. Source: findings, read without its view.
-- Parameters: agency (an agency_id, '' where the report says it), report (a report_id, '' for all of the agency), part (the
-- run under whose number the rows of its division stand: score_parts), limit.
SELECT
    report_id,
    agency_id,
    fiscal_year,
    rule,
    severity,
    if(f.blame = 'agency' AND (f.reading_id, f.rule, f.indicator, f.applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1
        AND ({report:String} = '' OR report_id = {report:String}) AND ({agency:String} = '' OR startsWith(report_id, concat({agency:String}, '-')))), 'parser', f.blame) AS blame,
    message,
    indicator,
    applicant,
    expected,
    actual,
    operands
FROM
(
    SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
    FROM reading_findings
    WHERE ({report:String} = '' OR report_id = {report:String}) AND ({agency:String} = '' OR startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String}) AND cityHash64(reading_id) IN current_readings
    UNION ALL
    SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
    FROM findings_across
    WHERE run_id = {part:UInt64} AND ({report:String} = '' OR report_id = {report:String}) AND ({agency:String} = '' OR startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String})
      AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings
) AS f
ORDER BY indexOf(['error', 'warning', 'info'], severity), fiscal_year DESC, rule, agency_id, report_id, indicator, applicant, message
LIMIT {limit:UInt32}
