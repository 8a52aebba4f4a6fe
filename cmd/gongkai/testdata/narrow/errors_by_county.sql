-- Findings of severity error by county and fiscal year: errors are the agency's (every cell was
-- read with full confidence), doubts may be our reading.
-- Unit: findings, reports. Source: county_years.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    county,
    fiscal_year,
    sum(y.reports) AS reports,
    toInt64(sum(y.errors)) AS errors,
    toInt64(sum(y.doubts)) AS doubts,
    sum(y.reports_with_errors) AS reports_with_errors
FROM county_years AS y
WHERE y.reports > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY county, fiscal_year
ORDER BY county, fiscal_year
