-- How many reports some agencies have, from when to when, and their errors; one of which nothing was expected has no row.
-- Unit: reports, errors: counts. Source: agency_years, read without its view.
-- Parameters: agencies (their agency_id), run (number of the newest score run: score_runs).
SELECT
    agency_id,
    countIf(report_id != '') AS reports,
    nullIf(minIf(fiscal_year, report_id != ''), 0) AS first_year,
    nullIf(maxIf(fiscal_year, report_id != ''), 0) AS last_year,
    toUInt64(sum(y.errors)) AS errors
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND agency_id IN {agencies:Array(String)}
GROUP BY agency_id
ORDER BY agency_id
