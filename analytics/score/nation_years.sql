-- What is added up of all counties that the run consists of, by fiscal year: of all their agencies, of each level, each kind and both. To add
-- them up costs an overview as much as the rest of it.
-- Unit: as in county_years_history. Source: county_years_history, score_parts. Parameters: run.
INSERT INTO nation_years_history (run_id, level, family, fiscal_year, counts, amounts)
SELECT {run:UInt64}, level, family, fiscal_year, sumForEach(y.counts), sumForEach(y.amounts)
FROM county_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
GROUP BY level, family, fiscal_year
