-- What was received: bodies, fetches, walks, crawls, sites. Nothing here is ever overwritten
-- by a later reading, so that every figure can be shown on the page that it came from.

CREATE TABLE IF NOT EXISTS bodies
(
    sha256 String COMMENT 'SHA-256 of the body after content decoding, hexadecimal',
    bytes  UInt64 COMMENT 'length of the body in bytes',
    body   String COMMENT 'exactly the bytes received' CODEC(ZSTD(6))
)
ENGINE = ReplacingMergeTree
ORDER BY sha256
-- A look-up takes one body: small granules keep it from unpacking its neighbours.
SETTINGS index_granularity = 64, index_granularity_bytes = 262144
COMMENT 'every body once, by its SHA-256';

CREATE TABLE IF NOT EXISTS captures_history
(
    capture_id    String,
    site_id       LowCardinality(String),
    crawl_id      String,
    url           String,
    final_url     String,
    parent_url    String,
    list_url      String,
    title         String,
    list_date     Nullable(Date),
    role          LowCardinality(String),
    family        LowCardinality(String),
    fetched_at    DateTime64(3, 'UTC'),
    http_status   UInt16,
    outcome       LowCardinality(String),
    error         String,
    content_type  LowCardinality(String),
    charset       LowCardinality(String),
    etag          String,
    last_modified String,
    header        Map(String, String),
    sha256        String,
    bytes         UInt64,
    obtained_by   LowCardinality(String),
    kept_at       DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (site_id, capture_id)
COMMENT 'one fetch of one address in one role by one crawl; the last kept row stands';

CREATE TABLE IF NOT EXISTS sites_history
(
    site_id       String,
    name          String,
    division_code String,
    division_name String,
    url           String,
    notes         String,
    updated_at    DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY site_id;

CREATE TABLE IF NOT EXISTS crawls_history
(
    crawl_id    String,
    site_id     String,
    started_at  DateTime64(3, 'UTC'),
    finished_at Nullable(DateTime64(3, 'UTC')),
    complete    UInt8,
    pages       UInt64,
    fetched     UInt64,
    note        String,
    kept_at     DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (site_id, crawl_id);

CREATE TABLE IF NOT EXISTS walks_history
(
    site_id     LowCardinality(String),
    crawl_id    String,
    url         String,
    name        String,
    state       LowCardinality(String),
    reason      String,
    family      LowCardinality(String),
    pages       UInt64,
    links       UInt64,
    started_at  DateTime64(3, 'UTC'),
    finished_at DateTime64(3, 'UTC'),
    kept_at     DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (site_id, url, crawl_id);
