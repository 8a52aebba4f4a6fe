-- How alike the most similar of so many unrelated texts of a year is, for each number of comparisons: the next
-- level that was drawn, or the largest.
--
-- Source: text_baselines, text_groups.
-- Parameters: run, size (of the sample: the largest number that is told apart).
INSERT INTO text_levels (run_id, fiscal_year, comparisons, low, high)
WITH arrayFirst((d, i) -> d.1 >= n OR i = length(drawn), drawn, arrayEnumerate(drawn)) AS level
SELECT {run:UInt64}, fiscal_year, n, level.2, level.3
FROM
(
    SELECT fiscal_year, arraySort(groupArray((comparisons, low, high))) AS drawn
    FROM (SELECT * FROM text_baselines FINAL WHERE (fiscal_year, digest) IN (SELECT fiscal_year, sample FROM text_groups WHERE run_id = {run:UInt64}))
    GROUP BY fiscal_year
)
ARRAY JOIN range(1, {size:UInt32} + 1) AS n
