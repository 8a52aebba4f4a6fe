-- When each expected report of a fiscal year was published, as what is known of it: after published_low and
-- at the latest on published_high, against its deadline. Either end may be unknown.
-- Unit: days (dates in China); one row an agency. Source: expected_reports, reports, agencies; Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (a fiscal year), limit.
SELECT
    e.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    toString(e.status) AS status,
    e.reason AS reason,
    e.deadline AS deadline,
    e.deadline_adjusted AS deadline_adjusted,
    r.published_low AS published_low,
    r.published_high AS published_high,
    r.days_late_low AS days_late_low,
    r.days_late_high AS days_late_high,
    nullIf(r.report_id, '') AS report_id,
    count() OVER () AS total
FROM expected_reports AS e
LEFT JOIN reports AS r ON r.agency_id = e.agency_id AND r.fiscal_year = e.fiscal_year
LEFT JOIN agencies AS a ON a.agency_id = e.agency_id
WHERE e.fiscal_year = {year:UInt16}
  AND ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
ORDER BY isNull(deadline), deadline, isNull(published_high), published_high, agency_id
LIMIT {limit:UInt32}
