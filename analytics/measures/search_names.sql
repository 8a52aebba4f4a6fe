-- The names of agencies, to be searched by their sounds, or those that hold a text.
-- Unit: one row an agency. Source: agencies.
-- Parameters: q (a part of the name as it stands, '' for all).
SELECT
    agency_id,
    name,
    if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county
FROM agencies
WHERE {q:String} = '' OR position(name, {q:String}) > 0
ORDER BY agency_id
