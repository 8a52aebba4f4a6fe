-- How many rows scores has in every dimension together, and how many of each band. The three dimensions that have no values have a
-- row of every agency-year.
-- Unit: rows. Source: scores, agencies, read without their views, the scores where they lie by year; those of all agencies as the
-- score run counted them.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all), level, family, which ('first', 'current', '' for both), year (0 for all),
-- run (number of the newest score run: score_runs).
WITH body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
)
SELECT sum(h.e) AS e, sum(h.d) AS d, sum(h.c) AS c, sum(h.b) AS b, sum(h.a) AS a, sum(h.total) AS total
FROM
(
    -- Only where {county:String} = '' AND {level:String} = '' AND {family:String} = '' AND {agency:String} = ''
    SELECT e, d, c, b, a, total
    FROM score_bands_history
    WHERE {county:String} = '' AND {level:String} = '' AND {family:String} = '' AND {agency:String} = ''
      AND ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
    UNION ALL
    -- Unless {county:String} = '' AND {level:String} = '' AND {family:String} = '' AND {agency:String} = ''
    SELECT
        countIf(timeliness_band = 'E') + countIf(completeness_band = 'E') + countIf(consistency_band = 'E') + countIf(legal_band = 'E') AS e,
        countIf(timeliness_band = 'D') + countIf(completeness_band = 'D') + countIf(consistency_band = 'D') + countIf(legal_band = 'D') AS d,
        countIf(timeliness_band = 'C') + countIf(completeness_band = 'C') + countIf(consistency_band = 'C') + countIf(legal_band = 'C') AS c,
        countIf(timeliness_band = 'B') + countIf(completeness_band = 'B') + countIf(consistency_band = 'B') + countIf(legal_band = 'B') AS b,
        countIf(timeliness_band = 'A') + countIf(completeness_band = 'A') + countIf(consistency_band = 'A') + countIf(legal_band = 'A') AS a,
        sum(bitCount(present)) + 3 * count() AS total
    FROM score_years_history
    WHERE NOT ({county:String} = '' AND {level:String} = '' AND {family:String} = '' AND {agency:String} = '')
      AND ({which:String} = '' OR which = {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND ({agency:String} = '' OR agency_id = {agency:String})
) AS h
