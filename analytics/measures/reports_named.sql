-- Some reports as far as a brief on paper names them; the names of their agencies are asked apart.
-- Unit: days (dates in China); times in UTC. Source: reports, read without its view.
-- Parameters: reports (report_ids).
SELECT
    report_id,
    agency_id,
    fiscal_year,
    url,
    published_low,
    published_high,
    sha256,
    last_seen_at
FROM report_states FINAL
WHERE report_id IN {reports:Array(String)}
ORDER BY agency_id, fiscal_year, report_id
