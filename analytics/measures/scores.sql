-- One dimension of agency-years among their peers: the band that most needs attention first, then
-- what cannot be told apart from its peers, then what has no value, with the reason. A value is
-- never a rank: order within a band says nothing.
-- Unit: value, low and high are 0 to 1, more is better. Source: scores, agencies, reports, read without
-- their views; SPEC of the dimensions: doc/method.md.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all), dimension,
-- level, family, band ('' for all, 'none' where none is given), which ('first', 'current', '' for both), year (0 for all), limit, offset,
-- run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
chosen AS (
    SELECT agency_id, fiscal_year, dimension, which
    FROM scores_history AS s
    PREWHERE ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({dimension:String} = '' OR dimension = {dimension:String}) AND ({which:String} = '' OR which = {which:String})
      AND ({band:String} = '' OR ifNull(band, 'none') = {band:String})
    WHERE (run_id, unit_hash) IN part
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
    ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, s.agency_id, s.fiscal_year DESC, s.dimension, s.which
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
),
-- The rest of the rows is looked up by their keys.
(SELECT groupArray((agency_id, fiscal_year, dimension, which)) FROM chosen) AS keys
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
    -- Counted apart: a window would hold all rows.
    assumeNotNull((SELECT count() FROM scores_history
    PREWHERE ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({dimension:String} = '' OR dimension = {dimension:String}) AND ({which:String} = '' OR which = {which:String})
      AND ({band:String} = '' OR ifNull(band, 'none') = {band:String})
    WHERE (run_id, unit_hash) IN part
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String}))) AS total
FROM (SELECT * FROM scores_history WHERE (agency_id, fiscal_year, dimension, which) IN (SELECT arrayJoin(keys)) AND (run_id, unit_hash) IN part) AS s
LEFT JOIN (SELECT agency_id, name, county_code, family, level FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(keys).1)) AS a ON a.agency_id = s.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN (SELECT concat((arrayJoin(keys) AS k).1, '-', toString(k.2)))) AS r
    ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, s.agency_id, s.fiscal_year DESC, s.dimension, s.which
