-- Agencies by county and by a part of their name.
-- Unit: one row an agency; reports, errors: counts. Source: agencies, reports, findings.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family ('' for all), q (a part of the name, '' for
-- all), agency (an agency_id, '' for all), limit, offset.
WITH report AS (
    SELECT agency_id, count() AS reports, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year
    FROM reports
    GROUP BY agency_id
),
error AS (
    SELECT agency_id, count() AS errors
    FROM findings
    WHERE severity = 'error' AND blame = 'agency'
    GROUP BY agency_id
)
SELECT
    a.agency_id AS agency_id,
    a.name AS name,
    nullIf(ifNull(a.division_code, ''), '') AS division_code,
    nullIf(ifNull(a.division_name, ''), '') AS division_name,
    nullIf(ifNull(a.county_code, ''), '') AS county_code,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    toString(a.family) AS family,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    ifNull(r.reports, 0) AS reports,
    nullIf(ifNull(r.first_year, 0), 0) AS first_year,
    nullIf(ifNull(r.last_year, 0), 0) AS last_year,
    ifNull(e.errors, 0) AS errors,
    count() OVER () AS total
FROM agencies AS a
LEFT JOIN report AS r ON r.agency_id = a.agency_id
LEFT JOIN error AS e ON e.agency_id = a.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({q:String} = '' OR positionCaseInsensitiveUTF8(a.name, {q:String}) > 0)
  AND ({agency:String} = '' OR a.agency_id = {agency:String})
ORDER BY ifNull(a.county_code, ''), a.family = 'gov_office' DESC, a.level = 'township', a.agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
