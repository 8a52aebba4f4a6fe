-- The names of all agencies by county. Source: agencies.
SELECT county, arrayStringConcat(groupArray(agency_id), '\n') AS agencies, arrayStringConcat(groupArray(replaceAll(name, '\n', ' ')), '\n') AS names
FROM (SELECT agency_id, name, if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county FROM agencies ORDER BY agency_id)
GROUP BY county
ORDER BY county
