-- What the peers of a full run had: their facts, how many agency-years had each, and how far out
-- its share was. In a fixed order.
-- Parameters: prior (number of the run that measured the peers).
SELECT measure, form, level, family, scope, fiscal_year, a, b, c, reports, ifNull(p, 2) AS p, ifNull(q, 2) AS q
FROM peer_estimates FINAL
WHERE run_id = {prior:UInt64}
ORDER BY measure, form, level, family, scope, fiscal_year, a, b, c
