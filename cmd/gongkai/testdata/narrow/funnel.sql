-- Parameters: rate, year, group, limit.
SELECT
    s.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    s.fiscal_year AS fiscal_year,
    toString(s.rate) AS rate,
    s.x AS x,
    s.n AS n,
    s.wilson_low AS low,
    s.wilson_high AS high,
    s.peer_group AS peer_group,
    s.theta AS theta,
    s.limit_low95 AS limit_low95,
    s.limit_high95 AS limit_high95,
    s.limit_low998 AS limit_low998,
    s.limit_high998 AS limit_high998,
    s.phi AS phi,
    s.dispersed AS dispersed,
    toString(s.flag) AS flag,
    s.q AS q,
    nullIf(r.report_id, '') AS report_id
FROM rates AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE fiscal_year IS NOT NULL) AS r ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
WHERE s.rate = {rate:String} AND s.fiscal_year = {year:UInt16} AND s.peer_group = {group:String}
ORDER BY n, agency_id
LIMIT {limit:UInt32}
