-- What is added up of all counties together by fiscal year, of each level and kind: an overview of the nation reads a row a year.

CREATE TABLE IF NOT EXISTS nation_years_history
(
    run_id      UInt64,
    level       LowCardinality(String) COMMENT 'of the agencies; all: of all',
    family      LowCardinality(String) COMMENT 'of the agencies; all: of all',
    fiscal_year UInt16,
    counts      Array(Int64) COMMENT 'as in county_years_history',
    amounts     Array(Nullable(Decimal(38, 6))) COMMENT 'as in county_years_history'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (level, family, fiscal_year)
SETTINGS index_granularity = 256
COMMENT 'county_years added up over all counties, by score run';

-- The newest run. What a migration that was cut off wrote is written again.
TRUNCATE TABLE nation_years_history;

INSERT INTO nation_years_history (run_id, level, family, fiscal_year, counts, amounts)
SELECT (SELECT max(run_id) FROM score_runs), level, family, fiscal_year, sumForEach(y.counts), sumForEach(y.amounts)
FROM county_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
GROUP BY level, family, fiscal_year;
