-- Agencies by county, level, family and a part of their name.
-- Unit: one row an agency; reports, errors: counts. Source: agencies, agency_years, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- ('' for all), q (a part of the name, '' for all), agency (an agency_id, '' for all), limit, offset, run (number of the newest score run: score_runs).
WITH
listed AS (
    SELECT agency_id, county_code, family, level
    FROM agencies_history AS a FINAL
    WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
      AND ({family:String} = '' OR a.family = {family:String})
      AND ({q:String} = '' OR positionCaseInsensitiveUTF8(a.name, {q:String}) > 0)
      AND ({agency:String} = '' OR a.agency_id = {agency:String})
),
chosen AS (
    SELECT agency_id
    FROM listed AS a
    ORDER BY ifNull(a.county_code, ''), a.family = 'gov_office' DESC, a.level = 'township', a.agency_id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
),
-- The rest of the rows is looked up by their names.
(SELECT groupArray(agency_id) FROM chosen) AS keys,
known AS (
    SELECT agency_id, countIf(report_id != '') AS reports, minIf(fiscal_year, report_id != '') AS first_year, maxIf(fiscal_year, report_id != '') AS last_year, sum(y.errors) AS errors
    FROM agency_years_history AS y
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND agency_id IN (SELECT arrayJoin(keys))
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
    ifNull(k.reports, 0) AS reports,
    nullIf(ifNull(k.first_year, 0), 0) AS first_year,
    nullIf(ifNull(k.last_year, 0), 0) AS last_year,
    toUInt64(ifNull(k.errors, 0)) AS errors,
    assumeNotNull((SELECT count() FROM listed)) AS total
FROM (SELECT * FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(keys))) AS a
LEFT JOIN known AS k ON k.agency_id = a.agency_id
ORDER BY ifNull(a.county_code, ''), a.family = 'gov_office' DESC, a.level = 'township', a.agency_id
