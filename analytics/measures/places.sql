-- The counties that have agencies here. County 'unknown' gathers agencies above counties and
-- those whose place is not certain.
-- Unit: agencies. Source: counties, read without its view.
-- Parameters: run (number of the newest score run: score_runs).
SELECT county, name AS county_name, agencies
FROM counties_history
WHERE run_id = {run:UInt64}
ORDER BY county = 'unknown', county
