-- The states that the data was in: one row whenever what a citation speaks of may have changed.
-- The newest row is the present one.
CREATE TABLE IF NOT EXISTS data_versions_history
(
    noted_at       DateTime64(6, 'UTC'),
    settled        String, -- of analytics/measures/data_version.sql, before the digest was taken
    digest         String,
    reports        UInt64,
    parser_version Int64
)
ENGINE = MergeTree
ORDER BY noted_at
COMMENT 'digests of the data, as pages and packages cite them';
