-- Findings of severity error by county and fiscal year: errors are the agency's (every cell was
-- read with full confidence), doubts may be our reading.
-- Unit: findings, reports. Source: reports, findings, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all).
WITH finding AS (
    SELECT report_id, countIf(blame = 'agency') AS errors, countIf(blame != 'agency') AS doubts
    FROM findings
    WHERE severity = 'error'
    GROUP BY report_id
)
SELECT
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    assumeNotNull(r.fiscal_year) AS fiscal_year,
    count() AS reports,
    toInt64(sum(ifNull(f.errors, 0))) AS errors,
    toInt64(sum(ifNull(f.doubts, 0))) AS doubts,
    countIf(ifNull(f.errors, 0) > 0) AS reports_with_errors
FROM reports AS r
LEFT JOIN finding AS f ON f.report_id = r.report_id
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE r.fiscal_year IS NOT NULL
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(toString(a.level), '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
GROUP BY county, fiscal_year
ORDER BY county = 'unknown', county, fiscal_year
