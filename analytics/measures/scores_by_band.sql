-- The agency-years of some bands in every dimension, in the order of scores. Dimensions that have no values have no bands.
-- Unit: agency-years. Source: scores, agencies, read without their views, the scores where they lie by year.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all),
-- level, family, bands (A to E), which ('first', 'current', '' for both), year (0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
)
SELECT s.agency_id AS agency_id, s.fiscal_year AS fiscal_year, d.1 AS dimension, toString(s.which) AS which
FROM
(
    SELECT agency_id, fiscal_year, which, arrayJoin([('timeliness', timeliness_band, timeliness), ('completeness', completeness_band, completeness), ('consistency', consistency_band, consistency), ('legal', legal_band, legal)]) AS d
    FROM score_years_history
    PREWHERE (timeliness_band IN {bands:Array(String)} OR completeness_band IN {bands:Array(String)} OR consistency_band IN {bands:Array(String)} OR legal_band IN {bands:Array(String)})
    WHERE ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
) AS s
WHERE ifNull(has({bands:Array(String)}, d.2), 0)
ORDER BY d.2 DESC, d.3, agency_id, fiscal_year DESC, dimension, s.which
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
