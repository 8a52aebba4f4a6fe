-- Where a report names a body of another place as if it were its own (rule T101): it may be left from
-- another text, and may have other reasons.
-- Unit: one row a place in a text; offset and length are code points of the text in report_texts.
-- Source: text_places, agencies, read without their views; as of the newest score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset, run (number of the newest score run: score_runs).
SELECT
    t.report_id AS report_id,
    t.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    t.fiscal_year AS fiscal_year,
    t.name AS place,
    t.code AS code,
    toString(t.severity) AS severity,
    toUInt64(t.offset) AS position,
    toUInt64(t.length) AS characters,
    t.sentence AS sentence,
    count() OVER () AS total
FROM (SELECT * FROM text_foreign_places WHERE run_id = {run:UInt64} AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})) AS t
LEFT JOIN
(
    SELECT agency_id, name, county_code, division_code, level, family FROM agencies_history FINAL
    WHERE agency_id IN (SELECT agency_id FROM text_foreign_places WHERE run_id = {run:UInt64})
) AS a ON a.agency_id = t.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
ORDER BY indexOf(['warning', 'info'], severity), fiscal_year DESC, report_id, position
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
