-- What became of the reports of some agencies over three fiscal years, and how many errors they have: reasons of attention.
-- Unit: days late at least, NULL where not known; errors: findings. Source: agency_years, read without its view.
-- Parameters: agencies (agency_ids), counties (of these), year (the last of the three fiscal years), run (number of the newest score run: score_runs).
SELECT agency_id, name, county, fiscal_year, status, days_late_low, toInt64(y.errors) AS errors, report_id
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
  AND county IN {counties:Array(String)} AND agency_id IN {agencies:Array(String)}
ORDER BY agency_id, fiscal_year
