-- Findings of severity error by county and fiscal year: errors are the agency's (every cell was
-- read with full confidence), doubts may be our reading.
-- Unit: findings, reports. Source: agency_years.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    county,
    fiscal_year,
    count() AS reports,
    toInt64(sum(y.errors)) AS errors,
    toInt64(sum(y.doubts)) AS doubts,
    countIf(y.errors > 0) AS reports_with_errors
FROM agency_years AS y
WHERE report_id IS NOT NULL
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR y.level = {level:String}) AND ({family:String} = '' OR y.family = {family:String})
GROUP BY county, fiscal_year
ORDER BY county, fiscal_year
