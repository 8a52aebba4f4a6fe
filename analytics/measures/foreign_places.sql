-- Where a report names a body of another place as if it were its own (rule T101): it may be left from
-- another text, and may have other reasons.
-- Unit: one row a place in a text; offset and length are code points of the text in report_texts.
-- Source: text_places, reports, agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset.
WITH
-- Few texts have such a place: of these alone the rest is read.
known AS (SELECT DISTINCT report_id FROM text_states WHERE notEmpty(places)),
place AS (
    SELECT t.report_id AS report_id, p.1 AS name, p.2 AS code, p.3 AS severity, p.4 AS offset, p.5 AS length, p.6 AS sentence
    FROM
    (
        SELECT report_id, which, unit_digest FROM text_subjects
        WHERE report_id IN known AND which = 'current'
          AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
    ) AS s
    INNER JOIN (SELECT report_id, which, unit_digest, places FROM text_states FINAL WHERE report_id IN known AND notEmpty(places)) AS t
        ON t.report_id = s.report_id AND t.which = s.which AND t.unit_digest = s.unit_digest
    ARRAY JOIN t.places AS p
)
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
FROM place AS t
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN known) AS r ON r.report_id = t.report_id
LEFT JOIN (SELECT agency_id, name, county_code, division_code, level, family FROM agencies_history FINAL WHERE agency_id IN (SELECT agency_id FROM report_states WHERE report_id IN known)) AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
ORDER BY indexOf(['warning', 'info'], severity), fiscal_year DESC, report_id, position
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
