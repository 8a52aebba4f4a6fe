-- Shares of agency-years with their intervals and where they lie in the funnel of their peers. None of
-- them is merit by itself: requests differ.
-- Unit: x and n in cases; the rest 0 to 1. Source: rates, agencies, reports, read without their views; how many
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
(SELECT groupArray((rate, fiscal_year)) FROM counted WHERE upto - some < {limit:UInt32} + {offset:UInt32}) AS first,
chosen AS (
    SELECT rate, agency_id, fiscal_year
    FROM rates_history
    WHERE (run_id, unit_hash) IN part AND which = 'current' AND (NOT whole OR (rate, fiscal_year) IN (SELECT arrayJoin(first)))
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body)
      AND ({agency:String} = '' OR agency_id = {agency:String}) AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
    ORDER BY toString(rate), fiscal_year DESC, n, agency_id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
),
-- The rest of the rows is looked up by their keys.
(SELECT groupArray((rate, agency_id, fiscal_year)) FROM chosen) AS keys
SELECT
    s.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    s.fiscal_year AS fiscal_year,
    toString(s.rate) AS rate,
    s.x AS x,
    s.n AS n,
    s.wilson_low AS low,
    s.wilson_high AS high,
    s.peer_group AS peer_group,
    s.theta AS theta,
    s.limit_low95 AS limit_low95,
    s.limit_high95 AS limit_high95,
    s.limit_low998 AS limit_low998,
    s.limit_high998 AS limit_high998,
    s.phi AS phi,
    s.dispersed AS dispersed,
    toString(s.flag) AS flag,
    s.q AS q,
    nullIf(r.report_id, '') AS report_id,
    -- Counted apart: a window would hold all rows.
    assumeNotNull(if(whole, (SELECT sum(agencies) FROM rate_groups_history WHERE whole AND run_id = {run:UInt64} AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})),
        (SELECT count() FROM rates_history
        WHERE NOT whole AND (run_id, unit_hash) IN part AND which = 'current'
          AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body)
          AND ({agency:String} = '' OR agency_id = {agency:String}) AND ({rate:String} = '' OR rate = {rate:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})))) AS total
FROM (SELECT * FROM rates_history WHERE (rate, agency_id, fiscal_year) IN (SELECT arrayJoin(keys)) AND (run_id, unit_hash) IN part AND which = 'current') AS s
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(keys).2)) AS a ON a.agency_id = s.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN (SELECT concat((arrayJoin(keys) AS k).2, '-', toString(k.3)))) AS r
    ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
ORDER BY rate, fiscal_year DESC, n, agency_id
