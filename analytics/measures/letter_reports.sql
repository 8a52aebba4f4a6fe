-- The current reports of one agency as letters name them: what they are called, where they stand, and when the
-- version that counts was first and last seen.
-- Unit: times in UTC. Source: reports, reports_history.
-- Parameters: agency (an agency_id), year (a fiscal year, 0 for all).
SELECT
    r.report_id AS report_id,
    assumeNotNull(r.fiscal_year) AS fiscal_year,
    ifNull(toString(r.form), '') AS form,
    ifNull(r.title, '') AS title,
    r.url AS url,
    r.sha256 AS sha256,
    toInt64(r.version) AS version,
    toInt64(r.versions) AS versions,
    toString(r.obtained) AS obtained,
    v.first_seen_at AS first_seen_at,
    v.last_seen_at AS last_seen_at
FROM reports AS r
INNER JOIN reports_history AS v ON v.report_id = r.report_id AND v.version = r.version
WHERE r.agency_id = {agency:String} AND v.agency_id = {agency:String} AND r.fiscal_year IS NOT NULL AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
ORDER BY fiscal_year, report_id
