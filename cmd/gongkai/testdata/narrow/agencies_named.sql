-- Agencies whose names hold a text, those that begin with it first, then short names before long ones.
-- Unit: one row an agency. Source: agencies.
-- Parameters: q (a part of the name as it stands), county (code of a county, its first digits for all counties whose codes begin with them, or '' for all), limit.
SELECT agency_id, name, if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county, count() OVER () AS total
FROM agencies
WHERE position(name, {q:String}) > 0 AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(county, {county:String}))
ORDER BY positionUTF8(name, {q:String}), length(name), agency_id
LIMIT {limit:UInt32}
