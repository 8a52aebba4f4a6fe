-- Shares of agency-years with their intervals and where they lie in the funnel of their peers. None of
-- them is merit by itself: requests differ. Whose they are, and whether the report is there, is asked apart.
-- Unit: x and n in cases; the rest 0 to 1. Source: rates, agencies, read without their views; how many
-- agencies have a share is counted by the score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), agency (an agency_id, '' for all), rate ('' for all), year (0 for all), limit, offset,
-- run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- Of all agencies it is known how many have each share, and so in which the rows of the answer are.
{county:String} = '' AND {level:String} = '' AND {family:String} = '' AND {agency:String} = '' AS whole,
counted AS (
    SELECT rate, fiscal_year, sum(agencies) AS some, sum(some) OVER (ORDER BY toString(rate), fiscal_year DESC) AS upto
    FROM rate_groups_history
    WHERE whole AND run_id = {run:UInt64} AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
    GROUP BY rate, fiscal_year
),
(SELECT groupArray((rate, fiscal_year)) FROM counted WHERE upto - some < {limit:UInt32} + {offset:UInt32}) AS first
SELECT
    agency_id,
    fiscal_year,
    toString(s.rate) AS rate,
    x,
    n,
    wilson_low AS low,
    wilson_high AS high,
    peer_group,
    theta,
    limit_low95,
    limit_high95,
    limit_low998,
    limit_high998,
    phi,
    dispersed,
    toString(s.flag) AS flag,
    q,
    -- Counted apart: a window would hold all rows.
    assumeNotNull(if(whole, (SELECT sum(agencies) FROM rate_groups_history WHERE whole AND run_id = {run:UInt64} AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})),
        (SELECT count() FROM rates_history
        WHERE NOT whole AND (run_id, unit_hash) IN part AND which = 'current'
          AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
          AND ({agency:String} = '' OR agency_id = {agency:String}) AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})))) AS total
FROM rates_history AS s
WHERE (run_id, unit_hash) IN part AND which = 'current' AND (NOT whole OR (s.rate, fiscal_year) IN (SELECT arrayJoin(first)))
  AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
  AND ({agency:String} = '' OR agency_id = {agency:String}) AND ({rate:String} = '' OR s.rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
ORDER BY rate, fiscal_year DESC, n, agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
