-- Shares of agency-years with their intervals and where they lie in the funnel of their peers. None of
-- them is merit by itself: requests differ.
-- Unit: x and n in cases; the rest 0 to 1. Source: rates, agencies, reports.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), agency (an agency_id, '' for all), rate ('' for all), year (0 for all), limit, offset.
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
    nullIf(r.report_id, '') AS report_id,
    count() OVER () AS total
FROM rates AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE fiscal_year IS NOT NULL) AS r ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({agency:String} = '' OR s.agency_id = {agency:String})
  AND ({rate:String} = '' OR s.rate = {rate:String})
  AND ({year:UInt16} = 0 OR s.fiscal_year = {year:UInt16})
ORDER BY rate, fiscal_year DESC, n, agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
