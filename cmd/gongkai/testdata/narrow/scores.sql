-- One dimension of agency-years among their peers: the band that most needs attention first, then
-- what cannot be told apart from its peers, then what has no value, with the reason. A value is
-- never a rank: order within a band says nothing.
-- Unit: value, low and high are 0 to 1, more is better. Source: scores, agencies, reports; SPEC of the
-- dimensions: doc/method.md.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all), dimension,
-- level, family, band ('' for all, 'none' where none is given), which ('first', 'current', '' for both), year (0 for all), limit, offset.
SELECT
    s.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    nullIf(toString(a.family), '') AS family,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    s.fiscal_year AS fiscal_year,
    toString(s.dimension) AS dimension,
    toString(s.which) AS which,
    s.value AS value,
    s.low AS low,
    s.high AS high,
    CAST(s.band, 'Nullable(String)') AS band,
    s.peer_group AS peer_group,
    toString(s.reason) AS reason,
    s.method_version AS method_version,
    s.detail AS detail,
    nullIf(r.report_id, '') AS report_id,
    count() OVER () AS total
FROM scores AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE fiscal_year IS NOT NULL) AS r ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({agency:String} = '' OR s.agency_id = {agency:String})
  AND ({dimension:String} = '' OR s.dimension = {dimension:String})
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
  AND ({band:String} = '' OR ifNull(s.band, 'none') = {band:String})
  AND ({which:String} = '' OR s.which = {which:String})
  AND ({year:UInt16} = 0 OR s.fiscal_year = {year:UInt16})
ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, s.agency_id, s.fiscal_year DESC, s.dimension, s.which
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
