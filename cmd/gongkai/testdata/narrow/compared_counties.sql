-- The shares of counties beside the median of all counties, for one fiscal year: the cases of the agencies
-- of a county together, or of those of a level and a kind, own offices only, of those whose cells are certain (rates.tsv). A county with few
-- agencies that state a share is no smaller a county: agencies says how many do.
-- Unit: x and n in cases; median 0 to 1; peers: counties that have the share; peer_values: their shares in order, of
-- very many every n-th, so that there are at most 120. Source: county_rates, read without its view, which costs as much as the answer.
-- Parameters: counties (codes of counties), level and family of agencies ('' for all), year (a fiscal year), run (number of the newest score run: score_runs).
WITH share AS (
    SELECT county, toString(name) AS rate, sum(cases) AS x, sum(whole) AS n, sum(bodies) AS agencies
    FROM
    (
        -- Only where {level:String} = '' AND {family:String} = ''
        SELECT r.county AS county, r.rate AS name, r.x AS cases, r.n AS whole, r.agencies AS bodies
        FROM county_rates_history AS r
        WHERE {level:String} = '' AND {family:String} = '' AND r.fiscal_year = {year:UInt16} AND r.county != 'unknown'
          AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        UNION ALL
        -- Unless {level:String} = '' AND {family:String} = ''
        SELECT b.county AS county, b.rate AS name, b.x AS cases, b.n AS whole, b.agencies AS bodies
        FROM body_rates_history AS b
        WHERE ({level:String} != '' OR {family:String} != '') AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
          AND b.fiscal_year = {year:UInt16} AND b.county != 'unknown'
          AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
    )
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
