-- What the shares of a county are set among: those of all counties, of all their agencies and of each level, each kind and both,
-- of all divisions that the run consists of. Of very many every n-th stands, so that there are at most 120.
-- Unit: 0 to 1. Source: county_rates_history, body_rates_history, score_parts. Parameters: run.
INSERT INTO county_peers_history (run_id, level, family, fiscal_year, rate, peers, median, peer_values)
SELECT {run:UInt64}, of_level, of_family, year, name, length(whole), arrayReduce('quantileExactInclusive(0.5)', whole), arrayFilter((v, i) -> i % (intDiv(length(whole), 120) + 1) = 0, whole, arrayEnumerate(whole))
FROM
(
    SELECT of_level, of_family, year, name, arraySort(groupArray(share)) AS whole
    FROM
    (
        SELECT 'all' AS of_level, 'all' AS of_family, fiscal_year AS year, toString(rate) AS name, sum(r.x) / sum(r.n) AS share FROM county_rates_history AS r
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND county != 'unknown'
        GROUP BY county, year, name
        UNION ALL
        SELECT toString(level), toString(family), fiscal_year, toString(rate), sum(b.x) / sum(b.n) FROM body_rates_history AS b
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND county != 'unknown'
        GROUP BY county, level, family, fiscal_year, rate
    )
    GROUP BY of_level, of_family, year, name
)
