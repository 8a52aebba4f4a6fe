-- All that is added up of a place by fiscal year, in one answer: what timeliness, requests, identities, legal and
-- quality say, which has their words. The program tells the members of both lists apart (PlaceYearRow): a column each would
-- cost more than the answer.
-- Unit: counts in the order of the row's whole numbers, amounts (of requests) in that of its decimals; an unknown figure is left out, never counted as zero, and a
-- sum without any is NULL. Source: county_years, read without its view, which costs as much as the answer; of all counties as the run added them up.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), run (number of the newest score run: score_runs).
SELECT fiscal_year, counts, amounts
FROM
(
    -- Only where {county:String} = ''
    SELECT fiscal_year, n.counts AS counts, n.amounts AS amounts
    FROM nation_years_history AS n
    WHERE {county:String} = '' AND run_id = {run:UInt64} AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
    UNION ALL
    -- Only where {county:String} != ''
    SELECT fiscal_year, sumForEach(y.counts) AS counts, sumForEach(y.amounts) AS amounts
    FROM county_years_history AS y
    WHERE {county:String} != '' AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
      AND (county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
    GROUP BY fiscal_year
)
ORDER BY fiscal_year
