-- The tables of the user's own that are loaded, with how many of their values have a division and how many of the
-- counties of which there are agencies have one.
-- Unit: rows; names, units, cells and empty are by column, in the order of the file. Source: covariate_tables, counties, and covariates
-- read without its view, which costs three times as much.
-- Parameters: none.
WITH
-- Codes that the table of divisions does not have, and of which there are agencies.
familiar AS (
    SELECT DISTINCT division_code AS code FROM agencies_history
    WHERE division_code IS NOT NULL AND division_code IN (SELECT code FROM covariates_history WHERE standing = 'unknown')
)
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
    SELECT load_id, sum(d.cells) AS n, sumIf(d.cells, place != '') AS matched, uniqExactIf(place, place IN (SELECT county FROM counties)) AS counties,
        min(d.first_year) AS first_year, max(d.last_year) AS last_year
    FROM
    (
        SELECT load_id, multiIf(division_code != '', division_code, standing = 'unknown' AND h.code IN familiar, h.code, '') AS place,
            count() AS cells, min(h.year) AS first_year, max(h.year) AS last_year
        FROM covariates_history AS h FINAL
        WHERE load_id IN (SELECT load_id FROM covariate_tables)
        GROUP BY load_id, division_code, standing, h.code
    ) AS d
    GROUP BY load_id
) AS v ON v.load_id = t.load_id
ORDER BY dataset
