-- Shares lie in the order of agencies: who asks for those of one, or of some, reads a few small granules, and no longer a piece
-- of every rate; those of a rate lie together in by_group. Scores lie in smaller granules, packed in smaller pieces, so that a
-- list of a thousand of them unpacks less. Where this is cut off and comes once more they may stay as they lay, with the same rows.

CREATE TABLE IF NOT EXISTS rates_next
(
    run_id        UInt64,
    agency_id     String,
    fiscal_year   UInt16,
    rate          LowCardinality(String),
    which         LowCardinality(String),
    x             Int64,
    n             Int64,
    wilson_low    Float64,
    wilson_high   Float64,
    peer_group    String,
    theta         Nullable(Float64),
    limit_low95   Nullable(Float64),
    limit_high95  Nullable(Float64),
    limit_low998  Nullable(Float64),
    limit_high998 Nullable(Float64),
    phi           Nullable(Float64),
    dispersed     UInt8,
    flag          LowCardinality(String),
    p             Nullable(Float64),
    q             Nullable(Float64),
    prior_version UInt64,
    unit_hash     UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]),
    PROJECTION by_group
    (
        SELECT run_id, unit_hash, rate, fiscal_year, which, peer_group, n, agency_id, x, wilson_low, wilson_high, theta,
            limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, q
        ORDER BY rate, fiscal_year, which, peer_group, n, agency_id
    )
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (agency_id, fiscal_year, rate, which)
SETTINGS index_granularity = 1024;

TRUNCATE TABLE rates_next;

INSERT INTO rates_next (run_id, agency_id, fiscal_year, rate, which, x, n, wilson_low, wilson_high, peer_group, theta, limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, prior_version)
SELECT run_id, agency_id, fiscal_year, rate, which, x, n, wilson_low, wilson_high, peer_group, theta, limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, p, q, prior_version
FROM rates_history;

EXCHANGE TABLES rates_next AND rates_history;

DROP TABLE IF EXISTS rates_next;

CREATE TABLE IF NOT EXISTS scores_next
(
    run_id         UInt64,
    agency_id      String,
    fiscal_year    UInt16,
    dimension      LowCardinality(String),
    which          LowCardinality(String),
    value          Nullable(Float64),
    low            Nullable(Float64),
    high           Nullable(Float64),
    band           LowCardinality(Nullable(String)),
    peer_group     String,
    reason         LowCardinality(String),
    method_version UInt32,
    prior_version  UInt64,
    low95          Nullable(Float64),
    high95         Nullable(Float64),
    detail         Array(String),
    unit_hash      UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1])
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (agency_id, fiscal_year, dimension, which)
SETTINGS index_granularity = 512, min_compress_block_size = 4096;

TRUNCATE TABLE scores_next;

INSERT INTO scores_next (run_id, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail)
SELECT run_id, agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail
FROM scores_history;

EXCHANGE TABLES scores_next AND scores_history;

DROP TABLE IF EXISTS scores_next;
