-- Who crawls a site now: one process at a time, wherever it runs. All times are ClickHouse's
-- own, so that the clocks of the processes need not agree.

CREATE TABLE IF NOT EXISTS leases
(
    site_id         String,
    owner           String                 COMMENT 'one crawl of the site by one process',
    state           LowCardinality(String) COMMENT 'claims, holds or ended',
    claimed_at      DateTime64(6, 'UTC'),
    heard_at        DateTime64(6, 'UTC')   COMMENT 'a lease that is not heard of for a minute has ended',
    machine         String                 COMMENT 'tells machines apart, names none; empty where it is not known',
    process         UInt32                 COMMENT 'number of the process on its machine',
    process_started UInt64                 COMMENT 'tells processes of one number apart'
)
ENGINE = ReplacingMergeTree(heard_at)
ORDER BY (site_id, owner)
TTL toDateTime(heard_at) + INTERVAL 30 DAY
COMMENT 'who crawls a site; the last row of an owner stands';
