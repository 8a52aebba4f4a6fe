-- What is no longer there: columns that moved, reports that vanished, and the crawls that
-- walked all lists of an agency to their end.

CREATE TABLE IF NOT EXISTS vanished_history
(
    report_id    String,
    last_seen_at DateTime64(3, 'UTC'),
    generation   UInt64,
    is_deleted   UInt8,
    site_id      LowCardinality(String),
    url          String,
    vanished_on  Nullable(Date),
    returned_at  Nullable(DateTime64(3, 'UTC')),
    walks        Array(Tuple(day Date, crawl_id String, lists Array(String))),
    capture_id   String,
    answered_at  Nullable(DateTime64(3, 'UTC')),
    answer       LowCardinality(String)
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY (report_id, last_seen_at)
COMMENT 'one row each time that a report vanished';

CREATE TABLE IF NOT EXISTS vanishing_reports
(
    generation   UInt64 COMMENT 'of the refresh that looks at them',
    report_id    String,
    site_id      LowCardinality(String),
    url          String,
    last_seen_at DateTime64(3, 'UTC'),
    at           DateTime64(3, 'UTC') COMMENT 'when it was last seen or named',
    crawl_id     String COMMENT 'the crawl that was then led to it',
    kept_at      DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY (generation, report_id)
TTL kept_at + INTERVAL 1 DAY
COMMENT 'what one refresh has to look at: a step of it, of no use afterwards';

CREATE OR REPLACE VIEW vanished_reports
(
    report_id    String                            COMMENT 'the report: reports',
    site_id      LowCardinality(String)            COMMENT 'the site on which it was',
    url          String                            COMMENT 'the address that it had',
    last_seen_at DateTime64(3, 'UTC')              COMMENT 'last sighting before it vanished, UTC',
    vanished_on  Nullable(Date)                    COMMENT 'day in China of the walk that completed the evidence',
    returned_at  Nullable(DateTime64(3, 'UTC'))    COMMENT 'first sighting afterwards, UTC; NULL while it is gone',
    walks        Array(Tuple(day Date, crawl_id String, lists Array(String))) COMMENT 'the complete walks of the lists that had named it, or of those that took their place, that no longer do: at least on 3 days over at least 60 days',
    capture_id   String                            COMMENT 'the fetch of its address that shows that it is gone: captures',
    answered_at  Nullable(DateTime64(3, 'UTC'))    COMMENT 'when that was, UTC',
    answer       LowCardinality(String)            COMMENT 'what came: not_found (404 or 410), soft_404, not_a_report, or other_report'
)
COMMENT 'a report that was there and is not any more, with the evidence; what came back keeps its row'
AS SELECT report_id, site_id, url, last_seen_at, vanished_on, returned_at, walks, capture_id, answered_at, answer FROM vanished_history FINAL;

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
AS WITH
complete AS
(
    SELECT site_id, url, crawl_id, started_at FROM walks_history FINAL WHERE state = 'complete' AND links > 0
),
last_complete AS
(
    SELECT site_id, url, argMax(crawl_id, started_at) AS crawl_id, max(started_at) AS at FROM complete GROUP BY site_id, url
),
named AS
(
    SELECT l.site_id AS site_id, l.url AS url, l.crawl_id AS crawl_id, l.at AS at, groupUniqArray(d.report_id) AS reports
    FROM last_complete AS l
    INNER JOIN (SELECT site_id, crawl_id, list_url, url, sha256 FROM captures_history FINAL WHERE list_url != '' AND sha256 != '') AS c
        ON c.site_id = l.site_id AND c.crawl_id = l.crawl_id AND c.list_url = l.url
    INNER JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE d.report_id IS NOT NULL
    GROUP BY site_id, url, crawl_id, at
),
last_crawls AS
(
    SELECT site_id, argMax(crawl_id, started_at) AS crawl_id FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id
),
-- Only lists that the last crawl has not walked to their end can have moved.
gone AS
(
    SELECT n.site_id AS site_id, n.url AS url, n.crawl_id AS crawl_id, n.at AS at, n.reports AS reports
    FROM named AS n INNER JOIN last_crawls AS l ON l.site_id = n.site_id
    WHERE l.crawl_id != n.crawl_id
)
SELECT o.site_id AS site_id, o.url AS from_url, n.url AS to_url, o.at AS left_at,
    minIf(w.started_at, w.started_at > o.at) AS moved_by, toUInt32(length(o.reports)) AS reports, toUInt32(length(arrayIntersect(o.reports, n.reports))) AS followed
FROM gone AS o
INNER JOIN named AS n ON n.site_id = o.site_id
INNER JOIN complete AS w ON w.site_id = n.site_id AND w.url = n.url
WHERE n.url != o.url AND n.at > o.at AND 2 * length(arrayIntersect(o.reports, n.reports)) >= length(o.reports)
    AND (n.site_id, n.url, o.crawl_id) NOT IN (SELECT site_id, url, crawl_id FROM walks_history)
GROUP BY site_id, from_url, to_url, left_at, o.reports, n.reports;

CREATE OR REPLACE VIEW agency_walks
(
    agency_id String                 COMMENT 'the agency',
    site_id   LowCardinality(String) COMMENT 'the site',
    crawl_id  String                 COMMENT 'the finished crawl',
    day       Date                   COMMENT 'day in China on which it began to walk the lists',
    lists     UInt64                 COMMENT 'lists of the site in which the reports of the agency are to be looked for, as far as is known today; a list and the one that took its place are one',
    complete  UInt64                 COMMENT 'of them, those that this crawl walked to their end and that named documents: where it is all of them, what it did not see was not there'
)
COMMENT 'one crawl of a site as far as it is about one agency; what the reason absent_on_three_days of expected_reports rests on. The search of the site itself is not asked'
AS WITH
walked AS
(
    -- A list that never broke off and never named a document is a page of lists: it says nothing.
    SELECT site_id, crawl_id, url, agency_id, state, links, started_at, max(state != 'complete' OR links > 0) OVER (PARTITION BY site_id, url) AS speaks
    FROM walks
),
lists AS
(
    SELECT DISTINCT assumeNotNull(d.agency_id) AS agency_id, c.site_id AS site_id, c.list_url AS url
    FROM (SELECT site_id, list_url, url, sha256 FROM captures_history FINAL WHERE list_url != '' AND sha256 != '') AS c
    INNER JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE d.report_id IS NOT NULL
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
