-- The agency-years of some bands in every dimension, in the order of scores. Dimensions that have no values have no bands.
-- Unit: agency-years. Source: scores, agencies, read without their views, the scores where they lie by year.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all),
-- level, family, bands (A to E), which ('first', 'current', '' for both), year (0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
)
SELECT agency_id, fiscal_year, dimension, toString(which) AS which
FROM
(
    -- Numbers in the order of the names of the dimensions, of the bands that are asked for alone: the rest is no row.
    SELECT agency_id, fiscal_year, which,
        arrayJoin(arrayFilter((n, band) -> ifNull(has({bands:Array(String)}, band), 0), [1, 2, 3, 4], [completeness_band, consistency_band, legal_band, timeliness_band])) AS n,
        multiIf(n = 1, completeness_band, n = 2, consistency_band, n = 3, legal_band, timeliness_band) AS band,
        multiIf(n = 1, completeness, n = 2, consistency, n = 3, legal, timeliness) AS value,
        ['completeness', 'consistency', 'legal', 'timeliness'][n] AS dimension
    FROM score_years_history
    PREWHERE (timeliness_band IN {bands:Array(String)} OR completeness_band IN {bands:Array(String)} OR consistency_band IN {bands:Array(String)} OR legal_band IN {bands:Array(String)})
    WHERE ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
)
ORDER BY band DESC, value, agency_id, fiscal_year DESC, n, which
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
