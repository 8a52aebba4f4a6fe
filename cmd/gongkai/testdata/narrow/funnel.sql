-- Parameters: rate, year, group, county, limit.
SELECT
    s.agency_id AS agency_id,
    s.x AS x,
    s.n AS n,
    s.wilson_low AS low,
    s.wilson_high AS high,
    s.theta AS theta,
    s.limit_low95 AS limit_low95,
    s.limit_high95 AS limit_high95,
    s.limit_low998 AS limit_low998,
    s.limit_high998 AS limit_high998,
    s.dispersed AS dispersed,
    toString(s.flag) AS flag,
    count() OVER () AS total
FROM rates AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
WHERE s.rate = {rate:String} AND s.fiscal_year = {year:UInt16} AND s.peer_group = {group:String}
  AND ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.county_code, ''), {county:String}))
ORDER BY multiIf(endsWith(flag, '_998'), 0, endsWith(flag, '_95'), 1, 2), n DESC, agency_id
LIMIT {limit:UInt32}
