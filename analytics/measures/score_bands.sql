-- How many agency-years of a dimension stand in each band, cannot be told apart, or have no value, and why.
-- Unit: agency-years. Source: scores, agencies, read without their views.
-- Parameters: county, dimension, level, family ('' for all), year, run (number of the newest score run: score_runs).
SELECT
    if(s.value IS NULL, '', ifNull(toString(s.band), 'none')) AS band,
    if(s.value IS NULL, toString(s.reason), '') AS reason,
    count() AS agencies
FROM scores_history AS s
PREWHERE s.fiscal_year = {year:UInt16} AND s.dimension = {dimension:String} AND s.which = 'current'
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})))
GROUP BY band, reason
ORDER BY band = '', band = 'none', band DESC, agencies DESC, reason
