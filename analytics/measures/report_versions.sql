-- The versions of a report, oldest first: what was published under its name at different times.
-- Unit: times in UTC. Source: reports_history.
-- Parameters: report (a report_id).
SELECT
    toInt64(version) AS version,
    url,
    sha256,
    toInt64(parser_version) AS parser_version,
    toString(outcome) AS outcome,
    first_seen_at,
    last_seen_at
FROM reports_history
WHERE report_id = {report:String}
ORDER BY version
