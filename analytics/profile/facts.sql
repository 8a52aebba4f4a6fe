-- The facts that agency-years share which the run writes, and how many have them as their reports
-- stand now. Facts of first versions alone are listed too, with 0. In a fixed order.
-- Parameters: run (number of the score run).
SELECT measure, form, level, family, scope, fiscal_year, a, b, c, countIf(which = 'current') AS reports, 2. AS p, 2. AS q
FROM profile_keys
WHERE run_id = {run:UInt64} AND reason = ''
    AND (b > 0 OR measure IN ('timeliness', 'completeness'))
GROUP BY measure, form, level, family, scope, fiscal_year, a, b, c
ORDER BY measure, form, level, family, scope, fiscal_year, a, b, c
