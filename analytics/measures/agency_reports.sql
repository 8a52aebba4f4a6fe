-- The reports of one agency by fiscal year, as far as a brief on paper names them; its name and county are agency's.
-- Unit: days (dates in China); times in UTC. Source: reports, read without its view.
-- Parameters: agency (an agency_id).
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
WHERE startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String}
ORDER BY fiscal_year, report_id
