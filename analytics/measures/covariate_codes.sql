-- The lines of a table of the user's own whose codes name no division, with the reason.
-- Unit: one row a line; values: its cells with a number. Source: covariate_tables, and covariates read without its view, which would join
-- all that has a division, too.
-- Parameters: dataset (name of the table; '' for all), limit, offset.
WITH
-- Codes that the table of divisions does not have, and of which there are agencies.
familiar AS (
    SELECT DISTINCT division_code AS code FROM agencies_history
    WHERE division_code IS NOT NULL AND division_code IN (SELECT code FROM covariates_history WHERE standing = 'unknown')
)
SELECT t.dataset AS dataset, v.line AS line, any(v.code) AS code, any(v.place) AS place, any(v.year) AS year, any(v.standing) AS standing, uniqExact(v.covariate) AS values, count() OVER () AS total
FROM
(
    SELECT load_id, line, h.code AS code, h.place AS place, h.year AS year, h.standing AS standing, covariate
    FROM covariates_history AS h
    WHERE division_code = '' AND load_id IN (SELECT load_id FROM covariate_tables WHERE {dataset:String} = '' OR dataset = {dataset:String})
      AND NOT (h.standing = 'unknown' AND h.code IN familiar)
) AS v
INNER JOIN covariate_tables AS t ON t.load_id = v.load_id
GROUP BY dataset, line
ORDER BY dataset, line
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
