-- The agency-years of a dimension that has values, in the order of scores: the band that most needs attention first, then what
-- cannot be told apart from its peers, then what has no value. What is known of each is in scores_of.
-- Unit: agency-years. Source: scores, agencies, read without their views, the scores where they lie by year.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all), dimension (timeliness, completeness, consistency or legal),
-- level, family, band ('' for all, 'none' where none is given), which ('first', 'current', '' for both), year (0 for all), limit, offset,
-- run (number of the newest score run: score_runs).
WITH body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
)
SELECT s.agency_id AS agency_id, s.fiscal_year AS fiscal_year, {dimension:String} AS dimension, toString(s.which) AS which
FROM
(
    SELECT agency_id, fiscal_year, which,
        if({dimension:String} = 'timeliness', timeliness_band, if({dimension:String} = 'completeness', completeness_band, if({dimension:String} = 'consistency', consistency_band, legal_band))) AS band,
        if({dimension:String} = 'timeliness', timeliness, if({dimension:String} = 'completeness', completeness, if({dimension:String} = 'consistency', consistency, legal))) AS value
    FROM score_years_history
    WHERE ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
      AND bitTest(present, if({dimension:String} = 'timeliness', 0, if({dimension:String} = 'completeness', 1, if({dimension:String} = 'consistency', 2, 3))))
      AND ({band:String} = '' OR ifNull(band, 'none') = {band:String})
) AS s
ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, agency_id, fiscal_year DESC, s.which
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
