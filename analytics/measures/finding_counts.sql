-- How often some agencies break each rule, or leave a doubt: the rows of the matrix of findings, without their names.
-- Unit: findings. Source: findings, agencies, read without their views.
-- Parameters: agencies (agency_ids), from and to (the first and the last of their report_ids), year (a fiscal year, 0 for all), severity and blame ('' for all), run (number of the newest score run: score_runs).
SELECT agency_id, toString(rule) AS rule, any(toString(severity)) AS severity, count() AS findings, uniqExact(report_id) AS reports,
    countIf(blame = 'agency' AND (reading_id, rule, indicator, applicant) NOT IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1)) AS printed,
    nullIf(min(fiscal_year), 0) AS first_year, nullIf(max(fiscal_year), 0) AS last_year
FROM
(
    SELECT agency_id, report_id, reading_id, fiscal_year, rule, severity, blame, indicator, applicant
    FROM reading_findings
    WHERE reading IN current_readings AND report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)}
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
    UNION ALL
    SELECT agency_id, report_id, reading_id, fiscal_year, rule, severity, blame, indicator, applicant
    FROM findings_across
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND reading IN current_readings AND previous_reading IN current_readings AND report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)}
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
)
GROUP BY agency_id, rule
ORDER BY agency_id, rule
