-- Where a report names a body of another place as if it were its own (rule T101): it may be left from
-- another text, and may have other reasons.
-- Unit: one row a place in a text; offset and length are code points of the text in report_texts.
-- Source: text_places, reports, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset.
SELECT
    t.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    r.fiscal_year AS fiscal_year,
    t.name AS place,
    t.code AS code,
    toString(t.severity) AS severity,
    toUInt64(t.offset) AS position,
    toUInt64(t.length) AS characters,
    t.sentence AS sentence,
    count() OVER () AS total
FROM text_places AS t
LEFT JOIN reports AS r ON r.report_id = t.report_id
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
ORDER BY indexOf(['warning', 'info'], severity), fiscal_year DESC, report_id, position
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
