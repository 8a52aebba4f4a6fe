-- Which state of a county's texts of a year a run consists of: lists of templates ask for it without asking all texts.
CREATE TABLE IF NOT EXISTS text_units
(
    run_id      UInt64,
    province    String,
    fiscal_year UInt16,
    unit        String,
    unit_digest String,
    group_hash  UInt64 MATERIALIZED cityHash64(province, fiscal_year)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY unit
COMMENT 'the counties and years whose texts a run compares';

INSERT INTO text_units (run_id, province, fiscal_year, unit, unit_digest)
SELECT DISTINCT run_id, province, fiscal_year, unit, unit_digest
FROM text_subjects
WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
    AND (SELECT count() FROM text_units) = 0; -- where this was cut off and comes once more
