-- The texts of a run by province and year.
-- Source: text_inventory. Parameters: run.
SELECT toString(province) AS province, fiscal_year AS year, count() AS texts, countIf(written) AS written, sum(hash) AS hash
FROM text_inventory
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
GROUP BY province, fiscal_year
ORDER BY province, fiscal_year
