-- The sites, their last crawl and what it fetched.
-- Unit: pages, fetches, reports; times in UTC. Source: sites, crawls, captures, reports.
-- Parameters: none.
WITH crawl AS (
    SELECT site_id, crawl_id, started_at, finished_at, complete, note, count() OVER (PARTITION BY site_id) AS crawls
    FROM crawls
    ORDER BY started_at DESC
    LIMIT 1 BY site_id
),
fetch AS (
    SELECT
        site_id,
        crawl_id,
        count() AS fetches,
        countIf(outcome IN ('ok', 'not_modified')) AS fetched,
        countIf(outcome = 'blocked') AS blocked,
        countIf(outcome = 'refused') AS refused,
        countIf(outcome NOT IN ('ok', 'not_modified', 'blocked', 'refused')) AS failed
    FROM captures
    GROUP BY site_id, crawl_id
),
report AS (
    SELECT site_id, count() AS reports FROM reports GROUP BY site_id
)
SELECT
    s.site_id AS site_id,
    s.name AS name,
    nullIf(ifNull(s.division_code, ''), '') AS division_code,
    nullIf(ifNull(s.division_name, ''), '') AS division_name,
    s.url AS url,
    s.notes AS notes,
    toUInt64(ifNull(c.crawls, 0)) AS crawls,
    if(ifNull(c.crawls, 0) = 0, NULL, c.started_at) AS started_at,
    if(ifNull(c.crawls, 0) = 0, NULL, c.finished_at) AS finished_at,
    toUInt8(ifNull(c.complete, 0)) AS complete,
    ifNull(c.note, '') AS note,
    ifNull(f.fetches, 0) AS fetches,
    ifNull(f.fetched, 0) AS fetched,
    ifNull(f.blocked, 0) AS blocked,
    ifNull(f.refused, 0) AS refused,
    ifNull(f.failed, 0) AS failed,
    ifNull(r.reports, 0) AS reports
FROM sites AS s
LEFT JOIN crawl AS c ON c.site_id = s.site_id
LEFT JOIN fetch AS f ON f.site_id = c.site_id AND f.crawl_id = c.crawl_id
LEFT JOIN report AS r ON r.site_id = s.site_id
ORDER BY site_id
