-- The shares of counties beside the median of all counties, for one fiscal year: the cases of the agencies
-- of a county together, own offices only, of those whose cells are certain (rates.tsv). A county with few
-- agencies that state a share is no smaller a county: agencies says how many do.
-- Unit: x and n in cases; median 0 to 1; peers: counties that have the share; peer_values: their shares in order, of
-- very many every n-th, so that there are at most 120. Source: county_rates.
-- Parameters: counties (codes of counties), year (a fiscal year).
WITH share AS (
    SELECT r.county AS county, toString(r.rate) AS rate, sum(r.x) AS x, sum(r.n) AS n, sum(r.agencies) AS agencies
    FROM county_rates AS r
    WHERE r.fiscal_year = {year:UInt16} AND r.county != 'unknown'
    GROUP BY county, rate
),
median AS (
    SELECT rate, quantileExactInclusive(0.5)(x / n) AS middle, count() AS peers, arraySort(groupArray(x / n)) AS whole FROM share GROUP BY rate
)
SELECT
    s.county AS county,
    s.rate AS rate,
    s.x AS x,
    s.n AS n,
    toInt64(s.agencies) AS agencies,
    if(m.peers > 1, m.middle, NULL) AS median,
    toInt64(m.peers) AS peers,
    arrayFilter((v, i) -> i % (intDiv(length(m.whole), 120) + 1) = 0, m.whole, arrayEnumerate(m.whole)) AS peer_values
FROM share AS s
INNER JOIN median AS m ON m.rate = s.rate
WHERE has({counties:Array(String)}, s.county)
ORDER BY rate, county
