-- The names of all agencies, to be searched by their sounds.
-- Unit: one row an agency. Source: agencies.
-- Parameters: none.
SELECT
    agency_id,
    name,
    if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county
FROM agencies
ORDER BY agency_id
