-- The shares of counties beside the median of all counties, for one fiscal year: the cases of the agencies
-- of a county together, own offices only, of those whose cells are certain (rates.tsv). A county with few
-- agencies that state a share is no smaller a county: agencies says how many do.
-- Unit: x and n in cases; median 0 to 1; peers: counties that have the share; peer_values: their shares in order, of
-- very many every n-th, so that there are at most 120. Source: rates, reports, agencies.
-- Parameters: counties (codes of counties), level and family of agencies ('' for all), year (a fiscal year).
WITH own AS (
    SELECT agency_id FROM reports WHERE scope = 'own_office' AND fiscal_year = {year:UInt16}
),
share AS (
    SELECT a.county_code AS county, toString(r.rate) AS rate, sum(r.x) AS x, sum(r.n) AS n, count() AS agencies
    FROM rates AS r
    INNER JOIN agencies AS a ON a.agency_id = r.agency_id
    WHERE r.fiscal_year = {year:UInt16} AND ifNull(a.county_code, '') != '' AND r.agency_id IN (SELECT agency_id FROM own)
      AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
    GROUP BY county, rate
),
median AS (
    SELECT rate, quantileExactInclusive(0.5)(x / n) AS middle, count() AS peers, arraySort(groupArray(x / n)) AS whole FROM share GROUP BY rate
)
SELECT
    assumeNotNull(s.county) AS county,
    s.rate AS rate,
    s.x AS x,
    s.n AS n,
    toInt64(s.agencies) AS agencies,
    if(m.peers > 1, m.middle, NULL) AS median,
    toInt64(m.peers) AS peers,
    arrayFilter((v, i) -> i % (intDiv(length(m.whole), 120) + 1) = 0, m.whole, arrayEnumerate(m.whole)) AS peer_values
FROM share AS s
INNER JOIN median AS m ON m.rate = s.rate
WHERE has({counties:Array(String)}, assumeNotNull(s.county))
ORDER BY rate, county
