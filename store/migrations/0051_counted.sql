-- What lists and counts of a nation ask of each row is a number beside it, not made of its names.

ALTER TABLE readings ADD COLUMN IF NOT EXISTS reading UInt64 MATERIALIZED cityHash64(reading_id);
ALTER TABLE readings MATERIALIZE COLUMN reading;
ALTER TABLE reading_findings ADD COLUMN IF NOT EXISTS reading UInt64 MATERIALIZED cityHash64(reading_id);
ALTER TABLE reading_findings MATERIALIZE COLUMN reading;
ALTER TABLE findings_across
    ADD COLUMN IF NOT EXISTS reading UInt64 MATERIALIZED cityHash64(reading_id),
    ADD COLUMN IF NOT EXISTS previous_reading UInt64 MATERIALIZED cityHash64(previous_reading_id);

-- Of all pairs that were compared few are alike. Those of current texts, each once, with the run and the group of their pair.
CREATE TABLE IF NOT EXISTS text_alike
(
    run_id            UInt64,
    province          String,
    group_year        UInt16,
    report_id         String,
    fiscal_year       UInt16,
    other_report_id   String,
    other_fiscal_year UInt16,
    relation          LowCardinality(String),
    kind              LowCardinality(String),
    jaccard           Float64,
    comparisons       UInt32,
    other_comparisons UInt32,
    passages          UInt32,
    group_hash        UInt64 MATERIALIZED cityHash64(province, group_year)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, other_report_id)
COMMENT 'pairs of current texts that are alike, each once';

INSERT INTO text_alike (run_id, province, group_year, report_id, fiscal_year, other_report_id, other_fiscal_year, relation, kind, jaccard, comparisons, other_comparisons, passages)
SELECT run_id, province, group_year, report_id, fiscal_year, other_report_id, other_fiscal_year, relation, kind, jaccard, comparisons, other_comparisons, passages
FROM text_pairs_history
WHERE jaccard >= 0.3 AND which = 'current' AND report_id < other_report_id
    AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
    AND (SELECT count() FROM text_alike) = 0; -- where this was cut off and comes once more

CREATE TABLE IF NOT EXISTS score_sizes
(
    run_id UInt64,
    table  String,
    rows   UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY table
COMMENT 'how many rows a score run consists of';

INSERT INTO score_sizes (run_id, table, rows)
SELECT (SELECT max(run_id) FROM score_runs), table, rows
FROM
(
    SELECT 'expected_reports' AS table, count() AS rows FROM expected_reports
    UNION ALL SELECT 'scores', count() FROM scores
    UNION ALL SELECT 'rates', count() FROM rates
    UNION ALL SELECT 'text_pairs', count() FROM text_pairs
)
WHERE (SELECT max(run_id) FROM score_runs) > 0 AND (SELECT count() FROM score_sizes) = 0;
