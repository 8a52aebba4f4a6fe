-- The agencies with findings, those with the most errors first: the order of the matrix of findings.
-- Unit: findings; total counts agencies. Source: findings, agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all),
-- or in their place agencies (agency_ids) with from and to (the first and the last of their report_ids, '' where the others are told),
-- year (a fiscal year, 0 for all), severity and blame ('' for all), limit, offset, run (number of the newest score run: score_runs).
SELECT agency_id, countIf(severity = 'error') AS errors, count() OVER () AS total
FROM
(
    SELECT agency_id, severity
    FROM reading_findings
    WHERE reading IN current_readings AND ({from:String} = '' OR report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)})
      AND ({county:String} = '' OR if({county:String} = 'unknown', agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') != ''), agency_id IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))))
      AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})))
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
    UNION ALL
    SELECT agency_id, severity
    FROM findings_across
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND reading IN current_readings AND previous_reading IN current_readings AND ({from:String} = '' OR report_id >= {from:String} AND report_id <= {to:String} AND agency_id IN {agencies:Array(String)})
      AND ({county:String} = '' OR if({county:String} = 'unknown', agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') != ''), agency_id IN (SELECT agency_id FROM agencies_history FINAL WHERE ifNull(county_code, '') = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))))
      AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})))
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({severity:String} = '' OR severity = {severity:String})
      AND ({blame:String} = '' OR if(blame = 'agency' AND (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1), 'parser', blame) = {blame:String})
)
GROUP BY agency_id
ORDER BY errors DESC, agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
