-- One share of all agencies of a peer group in a fiscal year, with their intervals and where they lie in the funnel, by their cases.
-- None of them is merit by itself: requests differ.
-- Unit: x and n in cases; the rest 0 to 1. Source: rates, agencies, read without their views.
-- Parameters: rate, year (a fiscal year), group (a peer group, '' for those that have too few peers), limit, run (number of the newest score run: score_runs).
SELECT
    s.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    s.x AS x,
    s.n AS n,
    s.wilson_low AS low,
    s.wilson_high AS high,
    s.theta AS theta,
    s.limit_low95 AS limit_low95,
    s.limit_high95 AS limit_high95,
    s.limit_low998 AS limit_low998,
    s.limit_high998 AS limit_high998,
    s.dispersed AS dispersed,
    toString(s.flag) AS flag
FROM
(
    SELECT agency_id, x, n, wilson_low, wilson_high, theta, limit_low95, limit_high95, limit_low998, limit_high998, dispersed, flag FROM rates_history
    WHERE rate = {rate:String} AND fiscal_year = {year:UInt16} AND peer_group = {group:String} AND which = 'current'
      AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
) AS s
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL) AS a ON a.agency_id = s.agency_id
ORDER BY n, agency_id
LIMIT {limit:UInt32}
