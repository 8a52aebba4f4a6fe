-- Parameters: rate, year, group, every, least, county.
SELECT
    s.agency_id AS agency_id,
    s.x AS x,
    s.n AS n,
    s.wilson_low AS low,
    s.wilson_high AS high,
    toString(s.flag) AS flag,
    toUInt8({county:String} != '' AND (if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String}
        OR length({county:String}) < 6 AND startsWith(ifNull(a.county_code, ''), {county:String}))) AS own,
    toUInt8(own OR flag LIKE '%\\_998' OR cityHash64(agency_id) % greatest({every:UInt32}, 1) = 0) AS drawn
FROM rates AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
WHERE s.rate = {rate:String} AND s.fiscal_year = {year:UInt16} AND s.peer_group = {group:String} AND s.theta IS NOT NULL AND n > 0
  AND (drawn OR flag LIKE '%\\_95' OR n >= {least:Int64})
ORDER BY n, agency_id
