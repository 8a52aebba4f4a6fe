-- How many findings there are of each severity, fiscal year and rule, in the order in which findings lists them: what a page of that
-- list has is asked of these alone (findings_within).
-- Unit: findings. Source: findings, agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all),
-- or in their place agencies (agency_ids) with from and to (the first and the last of their report_ids, '' where the others are told),
-- year (a fiscal year, 0 for all), rule, severity and blame ('' for all), agency (an agency_id, '' for all), report (a report_id,
-- '' for all), run (number of the newest score run: score_runs).
SELECT toString(severity) AS severity, assumeNotNull(fiscal_year) AS fiscal_year, toString(rule) AS rule, count() AS findings
FROM
(
    SELECT severity, fiscal_year, rule
    FROM reading_findings
    WHERE reading IN current_readings AND ({agency:String} = '' OR agency_id = {agency:String} AND startsWith(report_id, concat({agency:String}, '-'))) AND ({report:String} = '' OR report_id = {report:String})
      AND ({from:String} = '' OR report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)})
      AND ({county:String} = '' OR if({county:String} = 'unknown', agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') != ''), agency_id IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))))
      AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})))
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({rule:String} = '' OR rule = {rule:String}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
    UNION ALL
    SELECT severity, fiscal_year, rule
    FROM findings_across
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND reading IN current_readings AND previous_reading IN current_readings AND ({agency:String} = '' OR agency_id = {agency:String} AND startsWith(report_id, concat({agency:String}, '-'))) AND ({report:String} = '' OR report_id = {report:String})
      AND ({from:String} = '' OR report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)})
      AND ({county:String} = '' OR if({county:String} = 'unknown', agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') != ''), agency_id IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))))
      AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})))
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({rule:String} = '' OR rule = {rule:String}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
)
GROUP BY severity, fiscal_year, rule
ORDER BY indexOf(['error', 'warning', 'info'], severity), fiscal_year DESC, rule
