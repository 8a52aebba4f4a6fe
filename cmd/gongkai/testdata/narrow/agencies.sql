-- Agencies by county, level, family and a part of their name, with what was found of them.
-- Unit: one row an agency; reports, errors: counts. Source: agencies, agency_years.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- ('' for all), q (a part of the name, '' for all), agency (an agency_id, '' for all), limit, offset.
SELECT
    a.agency_id AS agency_id,
    a.name AS name,
    nullIf(ifNull(a.division_code, ''), '') AS division_code,
    nullIf(ifNull(a.division_name, ''), '') AS division_name,
    nullIf(ifNull(a.county_code, ''), '') AS county_code,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    toString(a.family) AS family,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    ifNull(k.reports, 0) AS reports,
    nullIf(ifNull(k.first_year, 0), 0) AS first_year,
    nullIf(ifNull(k.last_year, 0), 0) AS last_year,
    toUInt64(ifNull(k.errors, 0)) AS errors,
    count() OVER () AS total
FROM agencies AS a
LEFT JOIN
(
    SELECT agency_id, countIf(report_id IS NOT NULL) AS reports, minIf(fiscal_year, report_id IS NOT NULL) AS first_year, maxIf(fiscal_year, report_id IS NOT NULL) AS last_year, sum(errors) AS errors
    FROM agency_years
    GROUP BY agency_id
) AS k ON k.agency_id = a.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({q:String} = '' OR positionCaseInsensitiveUTF8(a.name, {q:String}) > 0) AND ({agency:String} = '' OR a.agency_id = {agency:String})
ORDER BY ifNull(a.county_code, ''), a.family = 'gov_office' DESC, a.level = 'township', a.agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
