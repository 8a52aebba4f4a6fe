-- Names of some agencies; one that nobody knows has no row.
-- Unit: none. Source: agencies.
-- Parameters: agencies (their agency_id).
SELECT agency_id, name, if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county
FROM agencies AS a
WHERE agency_id IN {agencies:Array(String)}
ORDER BY agency_id
