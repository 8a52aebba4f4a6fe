-- How many agency-years of a dimension that has values stand in each band, cannot be told apart, or have no value, and why.
-- Unit: agency-years. Source: scores, agencies, read without their views, the scores where they lie by year.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all), dimension (timeliness, completeness, consistency or legal), level, family ('' for all),
-- which ('first', 'current', '' for both), year (0 for all), run (number of the newest score run: score_runs).
WITH body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
)
SELECT
    if(s.valued, ifNull(toString(s.band), 'none'), '') AS band,
    if(s.valued, '', toString(s.why)) AS reason,
    count() AS agencies
FROM
(
    SELECT
        isNotNull(if({dimension:String} = 'timeliness', timeliness, if({dimension:String} = 'completeness', completeness, if({dimension:String} = 'consistency', consistency, legal)))) AS valued,
        if({dimension:String} = 'timeliness', timeliness_band, if({dimension:String} = 'completeness', completeness_band, if({dimension:String} = 'consistency', consistency_band, legal_band))) AS band,
        if({dimension:String} = 'timeliness', timeliness_reason, if({dimension:String} = 'completeness', completeness_reason, if({dimension:String} = 'consistency', consistency_reason, legal_reason))) AS why
    FROM score_years_history
    WHERE ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
      AND bitTest(present, if({dimension:String} = 'timeliness', 0, if({dimension:String} = 'completeness', 1, if({dimension:String} = 'consistency', 2, 3))))
) AS s
GROUP BY band, reason
ORDER BY band = '', band = 'none', band DESC, agencies DESC, reason
