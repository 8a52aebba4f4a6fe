-- What the shares of a county are set among is taken once a run, of all counties: to ask for it cost as much as all else of
-- a county's page.

CREATE TABLE IF NOT EXISTS county_peers_history
(
    run_id      UInt64,
    level       LowCardinality(String) COMMENT 'of the agencies, or all',
    family      LowCardinality(String) COMMENT 'of the agencies, or all',
    fiscal_year UInt16,
    rate        LowCardinality(String),
    peers       Int64 COMMENT 'counties that have the share',
    median      Float64,
    peer_values Array(Float64)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (level, family, fiscal_year, rate)
SETTINGS index_granularity = 256
COMMENT 'the shares of all counties in a fiscal year, in order, by score run; of very many every n-th';

-- The newest run. What a migration that was cut off wrote is written again.
TRUNCATE TABLE county_peers_history;

INSERT INTO county_peers_history (run_id, level, family, fiscal_year, rate, peers, median, peer_values)
SELECT (SELECT max(run_id) FROM score_runs), of_level, of_family, year, name, length(whole), arrayReduce('quantileExactInclusive(0.5)', whole), arrayFilter((v, i) -> i % (intDiv(length(whole), 120) + 1) = 0, whole, arrayEnumerate(whole))
FROM
(
    SELECT of_level, of_family, year, name, arraySort(groupArray(share)) AS whole
    FROM
    (
        SELECT 'all' AS of_level, 'all' AS of_family, fiscal_year AS year, toString(rate) AS name, sum(r.x) / sum(r.n) AS share FROM county_rates_history AS r
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND county != 'unknown'
        GROUP BY county, year, name
        UNION ALL
        SELECT toString(level), toString(family), fiscal_year, toString(rate), sum(b.x) / sum(b.n) FROM body_rates_history AS b
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND county != 'unknown'
        GROUP BY county, level, family, fiscal_year, rate
    )
    GROUP BY of_level, of_family, year, name
);
