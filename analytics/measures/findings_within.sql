-- The findings of some severities, fiscal years and rules of some reports, in the order of findings, without the names of their
-- agencies. That a case was decided to be our error is in findings_ours.
-- Unit: expected and actual are in the indicator's unit. Source: findings, read without its view.
-- Parameters: reports (report_ids), from and to (the first and the last of them), severities, years and rules (one of each that the findings
-- are of), blame ('' for all), limit, offset, run (number of the newest score run: score_runs).
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
FROM
(
    SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
    FROM reading_findings
    WHERE reading IN current_readings AND report_id >= {from:String} AND report_id <= {to:String} AND report_id IN {reports:Array(String)}
      AND severity IN {severities:Array(String)} AND fiscal_year IN {years:Array(UInt16)} AND rule IN {rules:Array(String)}
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
    UNION ALL
    SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
    FROM findings_across
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND reading IN current_readings AND previous_reading IN current_readings AND report_id >= {from:String} AND report_id <= {to:String} AND report_id IN {reports:Array(String)}
      AND severity IN {severities:Array(String)} AND fiscal_year IN {years:Array(UInt16)} AND rule IN {rules:Array(String)}
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
)
ORDER BY indexOf(['error', 'warning', 'info'], severity), fiscal_year DESC, rule, agency_id, report_id, indicator, applicant, message
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
