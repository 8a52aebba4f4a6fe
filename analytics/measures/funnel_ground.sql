-- What a funnel is drawn on: the limits of a share by the cases of the agencies of a peer group in a fiscal year, and how many have so many cases.
-- Unit: most: of the cases that are counted; agencies: those that can be set against limits; outside: those of them outside of the 99.8 % limits; the rest 0 to 1. Source: rates, read without its view.
-- Parameters: rate, year (a fiscal year), group (a peer group, '' for those that have too few peers), run (number of the newest score run: score_runs).
SELECT
    n AS cases,
    assumeNotNull(any(theta)) AS theta,
    assumeNotNull(any(limit_low95)) AS limit_low95,
    assumeNotNull(any(limit_high95)) AS limit_high95,
    assumeNotNull(any(limit_low998)) AS limit_low998,
    assumeNotNull(any(limit_high998)) AS limit_high998,
    any(r.dispersed) AS dispersed,
    max(r.x) AS most,
    count() AS agencies,
    countIf(endsWith(r.flag, '_998')) AS outside
FROM rates_history AS r
WHERE rate = {rate:String} AND fiscal_year = {year:UInt16} AND peer_group = {group:String} AND which = 'current'
  AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND n > 0 AND r.theta IS NOT NULL AND r.limit_low95 IS NOT NULL AND r.limit_high95 IS NOT NULL AND r.limit_low998 IS NOT NULL AND r.limit_high998 IS NOT NULL
GROUP BY cases
ORDER BY cases
