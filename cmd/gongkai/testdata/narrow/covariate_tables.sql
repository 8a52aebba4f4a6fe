-- The tables of the user's own that are loaded, with how many of their values have a division and how many of the
-- counties of which there are agencies have one.
-- Unit: rows; names, units, cells and empty are by column, in the order of the file. Source: covariate_tables, covariates, counties.
-- Parameters: none.
SELECT
    t.dataset AS dataset,
    t.version AS version,
    t.source AS source,
    t.retrieved_on AS retrieved_on,
    t.file_name AS file_name,
    t.sha256 AS sha256,
    t.lines AS lines,
    t.columns.name AS columns,
    t.columns.unit AS units,
    t.columns.cells AS cells,
    t.columns.empty AS empty,
    t.loaded_at AS loaded_at,
    t.loaded_by AS loaded_by,
    v.n AS values,
    v.matched AS matched,
    v.counties AS counties,
    (SELECT count() FROM counties WHERE county != 'unknown') AS counties_all,
    v.first_year AS first_year,
    v.last_year AS last_year
FROM covariate_tables AS t
INNER JOIN
(
    SELECT c.load_id AS load_id, count() AS n, countIf(c.division_code IS NOT NULL) AS matched,
        uniqExactIf(c.division_code, c.division_code IN (SELECT county FROM counties)) AS counties, min(c.year) AS first_year, max(c.year) AS last_year
    FROM covariates AS c
    GROUP BY load_id
) AS v ON v.load_id = t.load_id
ORDER BY dataset
