-- The reports of a county's agencies of a fiscal year, with the names of these, as the newest score run has them.
-- Unit: none. Source: agency_years, read without its view.
-- Parameters: county (code of a county), year (a fiscal year), run (number of the newest score run: score_runs).
SELECT agency_id, name, report_id
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND county = {county:String} AND fiscal_year = {year:UInt16} AND report_id != ''
ORDER BY agency_id, report_id
