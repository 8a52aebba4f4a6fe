-- How many cases there are in each state, and the median days until they were mended.
-- Unit: cases, days; NULL where none was mended. Source: cases; agencies, read without its view.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for all).
SELECT
    toString(c.state) AS state,
    count() AS cases,
    toFloat64(quantileExactInclusive(0.5)(c.days)) AS days
FROM cases AS c
LEFT JOIN (SELECT agency_id, county_code, division_code FROM agencies_history FINAL WHERE agency_id IN (SELECT agency_id FROM cases_history)) AS a ON a.agency_id = c.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR c.fiscal_year = {year:UInt16})
GROUP BY state
ORDER BY state
