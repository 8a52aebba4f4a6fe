-- The lines of a table of the user's own whose codes name no division, with the reason.
-- Unit: one row a line; values: its cells with a number. Source: covariates.
-- Parameters: dataset (name of the table; '' for all), limit, offset.
SELECT dataset, line, any(c.code) AS code, any(c.place) AS place, any(c.year) AS year, any(c.standing) AS standing, count() AS values, count() OVER () AS total
FROM covariates AS c
WHERE c.division_code IS NULL AND ({dataset:String} = '' OR c.dataset = {dataset:String})
GROUP BY dataset, line
ORDER BY dataset, line
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
