-- The findings of one report in no order. That a case was decided to be our error is in findings_ours.
-- Unit: expected and actual are in the indicator's unit. Source: findings, read without its view.
-- Parameters: report (a report_id), part (the run under whose number the rows of
-- its division stand: score_parts).
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
FROM reading_findings
WHERE report_id = {report:String} AND cityHash64(reading_id) IN current_readings
UNION ALL
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands, reading_id
FROM findings_across
WHERE run_id = {part:UInt64} AND report_id = {report:String} AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings
