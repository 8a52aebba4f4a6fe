-- What changed in reports after they were published, newest change first: one row a thing that
-- differs between two versions, both as one and the same version of the parser reads them.
-- Unit: the row's own; times in UTC. Source: report_changes, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), kind ('' for all), limit, offset.
SELECT
    c.report_id AS report_id,
    c.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    assumeNotNull(c.fiscal_year) AS fiscal_year,
    toInt64(c.version) AS version,
    toString(c.kind) AS kind,
    toString(c.change) AS change,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    c.part AS part,
    c.from_value AS from_value,
    c.to_value AS to_value,
    c.from_text AS from_text,
    c.to_text AS to_text,
    toString(c.from_state) AS from_state,
    toString(c.to_state) AS to_state,
    toFloat64(c.confidence) AS confidence,
    c.changed_after AS changed_after,
    c.changed_by AS changed_by,
    toInt64(c.parser_version) AS parser_version,
    count() OVER () AS total
FROM report_changes AS c
LEFT JOIN agencies AS a ON a.agency_id = c.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({year:UInt16} = 0 OR c.fiscal_year = {year:UInt16})
  AND ({kind:String} = '' OR c.kind = {kind:String})
ORDER BY changed_by DESC, report_id, version, indexOf(['title', 'agency', 'date', 'form', 'outcome', 'figure', 'sentence', 'contact', 'attachment', 'address'], kind),
    c.ordinal, part, indicator, applicant, change
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
