-- What was made current of which site, so that the next Refresh computes only what changed.

CREATE TABLE IF NOT EXISTS refreshed_sites
(
    site_id     String,
    generation  UInt64 COMMENT 'of the refresh that made it current',
    fingerprint UInt64 COMMENT 'of all that was captured, walked and read of the site, and of the statements that say what follows',
    noted_at    DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(generation)
ORDER BY site_id
COMMENT 'how far each site is current';

-- The three below are what one refresh looks at, slice by slice: of no use afterwards.

CREATE TABLE IF NOT EXISTS refreshing_sites
(
    generation  UInt64,
    slice       UInt32 COMMENT 'sites that are looked at together',
    site_id     String,
    fingerprint UInt64,
    kept_at     DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY (generation, slice, site_id)
TTL kept_at + INTERVAL 1 DAY
COMMENT 'the sites of which something is new';

CREATE TABLE IF NOT EXISTS refreshing_reports
(
    generation UInt64,
    slice      UInt32,
    report_id  String,
    kept_at    DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY (generation, slice, report_id)
TTL kept_at + INTERVAL 1 DAY
COMMENT 'the reports that may be told differently by that';

CREATE TABLE IF NOT EXISTS refreshing_captures
(
    generation  UInt64,
    slice       UInt32,
    url         String,
    sha256      String,
    site_id     LowCardinality(String),
    crawl_id    String,
    capture_id  String,
    list_url    String,
    parent_url  String,
    title       String,
    role        LowCardinality(String),
    outcome     LowCardinality(String),
    http_status UInt16,
    fetched_at  DateTime64(3, 'UTC'),
    kept_at     DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY (generation, slice, url, sha256)
TTL kept_at + INTERVAL 1 DAY
COMMENT 'every fetch of a document of the sites on which these reports were seen';
