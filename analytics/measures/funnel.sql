-- One share of the agencies of a peer group in a fiscal year, with their intervals and where they lie in the funnel: those outside of the
-- 99.8 % limits first, then those outside of those of 95 %, each by their cases. None of them is merit by itself: requests differ.
-- Unit: x and n in cases; the rest 0 to 1; total: rows without the limit. Source: rates, agencies, read without their views.
-- Parameters: rate, year (a fiscal year), group (a peer group, '' for those that have too few peers), county (code of a county, the first two or four digits for a
-- province or prefecture with what lies in it, 'unknown', or '' for all), limit, run (number of the newest score run: score_runs).
SELECT
    s.agency_id AS agency_id,
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
    toString(s.flag) AS flag,
    s.total AS total
FROM
(
    SELECT agency_id, x, n, wilson_low, wilson_high, theta, limit_low95, limit_high95, limit_low998, limit_high998, dispersed, flag,
        multiIf(endsWith(flag, '_998'), 0, endsWith(flag, '_95'), 1, 2) AS place, count() OVER () AS total
    FROM rates_history
    WHERE rate = {rate:String} AND fiscal_year = {year:UInt16} AND peer_group = {group:String} AND which = 'current'
      AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' OR agency_id IN
      (
          SELECT agency_id FROM agencies_history FINAL
          WHERE if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(county_code, ''), {county:String})
      ))
    ORDER BY place, n DESC, agency_id
    LIMIT {limit:UInt32}
) AS s
ORDER BY s.place, n DESC, agency_id
