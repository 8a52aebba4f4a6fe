-- What lists say is told by Refresh, of the sites that changed, where views told it of all; and which
-- reports are expected is told again where something changed that it rests on.

CREATE TABLE IF NOT EXISTS agency_lists_history
(
    site_id    LowCardinality(String),
    agency_id  String,
    url        String COMMENT 'first page of the list',
    generation UInt64,
    is_deleted UInt8,
    lost       UInt8 COMMENT '1: the last finished crawl did not walk it, and did not see each report that it had named'
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY (site_id, agency_id, url)
COMMENT 'the lists that named a report of an agency';

CREATE TABLE IF NOT EXISTS column_moves_history
(
    site_id    LowCardinality(String),
    from_url   String,
    to_url     String,
    generation UInt64,
    is_deleted UInt8,
    left_at    DateTime64(3, 'UTC'),
    moved_by   DateTime64(3, 'UTC'),
    reports    UInt32,
    followed   UInt32
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY (site_id, from_url, to_url)
COMMENT 'lists that are walked at a new address';

CREATE TABLE IF NOT EXISTS list_attachments_history
(
    site_id    LowCardinality(String),
    url        String COMMENT 'first page of the list',
    generation UInt64,
    is_deleted UInt8,
    unchecked  UInt64 COMMENT 'attachments that were not had or not read, of pages that are no known report'
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY (site_id, url)
COMMENT 'what lists lead to that may be a report, as of the last finished crawl';

CREATE TABLE IF NOT EXISTS expected_units
(
    run_id      UInt64,
    unit        String COMMENT 'code of the county, or of the division above counties',
    agencies    UInt64,
    fingerprint UInt64 COMMENT 'of its agencies, their reports, and what is known of the sites where these are to be looked for',
    changed     UInt8 COMMENT '1: computed in this run; 0: taken over from the one before'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY unit
COMMENT 'what the expected reports of a run were computed from';

CREATE OR REPLACE VIEW column_moves
(
    site_id    LowCardinality(String) COMMENT 'the site',
    from_url   String                 COMMENT 'first page of the list that is gone',
    to_url     String                 COMMENT 'first page of the list that took its place',
    left_at    DateTime64(3, 'UTC')   COMMENT 'last complete walk of the old one, UTC',
    moved_by   DateTime64(3, 'UTC')   COMMENT 'first complete walk of the new one afterwards, UTC',
    reports    UInt32                 COMMENT 'reports that the old one named then',
    followed   UInt32                 COMMENT 'of them, those that the new one names'
)
COMMENT 'a list that is walked at a new address: the old one has not been walked to its end since, the new one was not there before and names at least half of its reports'
AS SELECT site_id, from_url, to_url, left_at, moved_by, reports, followed FROM column_moves_history FINAL;

CREATE OR REPLACE VIEW agency_walks
(
    agency_id String                 COMMENT 'the agency',
    site_id   LowCardinality(String) COMMENT 'the site',
    crawl_id  String                 COMMENT 'the finished crawl',
    day       Date                   COMMENT 'day in China on which it began to walk the lists',
    lists     UInt64                 COMMENT 'lists of the site in which the reports of the agency are to be looked for, as far as is known today; a list and the one that took its place are one',
    complete  UInt64                 COMMENT 'of them, those that this crawl walked to their end and that named documents: where it is all of them, what it did not see was not there'
)
COMMENT 'one crawl of a site as far as it is about one agency; what the reasons absent_on_three_days and absent_from_search of expected_reports rest on, the latter together with searches'
AS WITH
walked AS
(
    -- A list that never broke off and never named a document is a page of lists: it says nothing.
    SELECT site_id, crawl_id, url, agency_id, state, links, started_at, max(state != 'complete' OR links > 0) OVER (PARTITION BY site_id, url) AS speaks
    FROM walks
),
lists AS
(
    SELECT agency_id, site_id, url FROM agency_lists_history FINAL
    UNION DISTINCT
    SELECT agency_id, site_id, url FROM walks WHERE agency_id != ''
),
placed AS
(
    SELECT l.agency_id AS agency_id, w.site_id AS site_id, w.crawl_id AS crawl_id, w.state AS state, w.links AS links, w.started_at AS started_at,
        if(m.to_url = '', w.url, m.to_url) AS list, uniqExact(list) OVER (PARTITION BY agency_id, site_id) AS lists
    FROM lists AS l
    INNER JOIN walked AS w ON w.site_id = l.site_id AND w.url = l.url
    LEFT JOIN (SELECT site_id, from_url, argMax(to_url, moved_by) AS to_url FROM column_moves GROUP BY site_id, from_url) AS m
        ON m.site_id = l.site_id AND m.from_url = l.url
    WHERE w.speaks
),
-- A crawl has walked a list where some address of it was walked to its end, and none broke off.
crawled AS
(
    SELECT agency_id, site_id, crawl_id, list, any(lists) AS lists, max(state = 'complete' AND links > 0) AND NOT max(state != 'complete') AS whole, min(started_at) AS began
    FROM placed
    GROUP BY agency_id, site_id, crawl_id, list
)
SELECT agency_id, site_id, crawl_id, toDate(min(began), 'Asia/Shanghai') AS day, any(lists) AS lists, countIf(whole) AS complete
FROM crawled
WHERE crawl_id IN (SELECT crawl_id FROM crawls_history FINAL WHERE finished_at IS NOT NULL)
GROUP BY agency_id, site_id, crawl_id;
