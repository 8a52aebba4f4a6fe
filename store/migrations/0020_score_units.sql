-- What a score run was computed from, so that the next one computes again only what changed.

CREATE TABLE IF NOT EXISTS score_units
(
    run_id      UInt64,
    unit        String COMMENT 'code of the division: no rule compares beyond it',
    reports     UInt64,
    fingerprint UInt64 COMMENT 'of its reports, its agencies and the method',
    changed     UInt8 COMMENT '1: computed in this run; 0: taken over from the one before'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY unit;
