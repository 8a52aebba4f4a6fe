-- What some agencies are, as lists show them; one that nobody knows has no row.
-- Unit: none. Source: agencies, read without its view.
-- Parameters: agencies (their agency_id).
SELECT
    agency_id,
    name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    nullIf(toString(a.family), '') AS family,
    nullIf(ifNull(toString(a.level), ''), '') AS level
FROM agencies_history AS a FINAL
WHERE agency_id IN {agencies:Array(String)}
ORDER BY agency_id
