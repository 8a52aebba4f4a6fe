-- Findings of severity error by county and fiscal year: errors are the agency's (every cell was
-- read with full confidence), doubts may be our reading.
-- Unit: findings, reports. Source: county_years, read without its view.
-- Parameters: digits (6: by county; 2: by province, under the first two digits of its code, 'unknown' apart), county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), run (number of the newest score run: score_runs).
SELECT
    if({digits:UInt8} < 6 AND y.county != 'unknown', substring(y.county, 1, {digits:UInt8}), y.county) AS county,
    fiscal_year,
    sum(y.reports) AS reports,
    toInt64(sum(y.errors)) AS errors,
    toInt64(sum(y.doubts)) AS doubts,
    sum(y.reports_with_errors) AS reports_with_errors
FROM county_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND y.reports > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR y.county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY county, fiscal_year
ORDER BY county, fiscal_year
