-- Agencies of which most stands on record over three fiscal years. It is no rank: the order is how many of
-- the years have a reason, then how many topics of these, then how many reasons, then how new they are.
-- Unit: agencies; reasons are parallel lists, newest first: kind (late, not_found, errors or band), topic (a dimension),
-- detail (days late at least; findings; the band). Source: agency_years, scores, as the score run counted them.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (the last of the three fiscal years), limit, run (number of the newest score run: score_runs).
SELECT agency_id, name, county, toInt64(a.years) AS years, toInt64(a.topics) AS topics,
    reason_years, kinds, reason_topics, details, report_ids, count() OVER () AS total
FROM attention_history AS a
WHERE fiscal_year = {year:UInt16} AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
  AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
ORDER BY a.years DESC, a.topics DESC, a.reasons DESC, a.newest DESC, agency_id
LIMIT {limit:UInt32}
