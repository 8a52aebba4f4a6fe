-- Agencies by county, level, family and a part of their name. What was found of them is asked apart (agency_spans).
-- Unit: one row an agency. Source: agencies, read without its view.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- ('' for all), q (a part of the name, '' for all), agency (an agency_id, '' for all), limit, offset.
SELECT
    agency_id,
    name,
    nullIf(ifNull(a.division_code, ''), '') AS division_code,
    nullIf(ifNull(a.division_name, ''), '') AS division_name,
    nullIf(ifNull(a.county_code, ''), '') AS county_code,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    toString(a.family) AS family,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    -- Of a whole nation they are counted apart: a window would hold all rows.
    if({q:String} = '', if({county:String} = '', assumeNotNull((
        SELECT count() FROM agencies_history AS a FINAL
        WHERE ({county:String} = '' OR a.county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(a.county_code, '') = '' OR length({county:String}) < 6 AND startsWith(a.division_code, {county:String}))
          AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
          AND ({family:String} = '' OR a.family = {family:String})
          AND ({q:String} = '' OR positionCaseInsensitiveUTF8(a.name, {q:String}) > 0)
          AND ({agency:String} = '' OR a.agency_id = {agency:String})
    )), count() OVER ()), count() OVER ()) AS total
FROM agencies_history AS a FINAL
WHERE ({county:String} = '' OR a.county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(a.county_code, '') = '' OR length({county:String}) < 6 AND startsWith(a.division_code, {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
  AND ({q:String} = '' OR positionCaseInsensitiveUTF8(a.name, {q:String}) > 0)
  AND ({agency:String} = '' OR a.agency_id = {agency:String})
ORDER BY ifNull(a.county_code, ''), a.family = 'gov_office' DESC, a.level = 'township', a.agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
