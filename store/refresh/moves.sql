-- The lists that are walked at a new address: the old one has not been walked to its end since, the
-- new one was not there before and names at least half of its reports. Of the sites of one slice;
-- only rows that say something new are written.
--
-- Source: refreshing_captures, readings, walks_history, crawls_history, column_moves_history.
-- Parameters: generation, slice.
INSERT INTO column_moves_history (site_id, from_url, to_url, generation, is_deleted, left_at, moved_by, reports, followed)
WITH
fetched AS
(
    SELECT site_id, crawl_id, list_url, url, sha256 FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
walked AS
(
    SELECT site_id, url, crawl_id, started_at, state = 'complete' AND links > 0 AS whole FROM walks_history FINAL WHERE site_id IN (SELECT site_id FROM fetched)
),
last_complete AS
(
    SELECT site_id, url, argMax(crawl_id, started_at) AS crawl_id, max(started_at) AS at FROM walked WHERE whole GROUP BY site_id, url
),
documents AS
(
    SELECT url, sha256, argMax(report_id, tuple(parser_version, read_at, reading_id)) AS report_id
    FROM readings
    WHERE url IN (SELECT url FROM fetched)
    GROUP BY url, sha256
),
named AS
(
    SELECT l.site_id AS site_id, l.url AS url, l.crawl_id AS crawl_id, l.at AS at, groupUniqArray(d.report_id) AS reports
    FROM last_complete AS l
    INNER JOIN (SELECT * FROM fetched WHERE list_url != '' AND sha256 != '') AS c ON c.site_id = l.site_id AND c.crawl_id = l.crawl_id AND c.list_url = l.url
    INNER JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE d.report_id != ''
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
),
now AS
(
    SELECT o.site_id AS site_id, o.url AS from_url, n.url AS to_url, o.at AS left_at,
        minIf(w.started_at, w.started_at > o.at) AS moved_by, toUInt32(length(o.reports)) AS reports, toUInt32(length(arrayIntersect(o.reports, n.reports))) AS followed
    FROM gone AS o
    INNER JOIN named AS n ON n.site_id = o.site_id
    INNER JOIN walked AS w ON w.site_id = n.site_id AND w.url = n.url
    WHERE w.whole AND n.url != o.url AND n.at > o.at AND 2 * length(arrayIntersect(o.reports, n.reports)) >= length(o.reports)
        AND (n.site_id, n.url, o.crawl_id) NOT IN (SELECT site_id, url, crawl_id FROM walked)
    GROUP BY site_id, from_url, to_url, left_at, o.reports, n.reports
),
was AS
(
    SELECT site_id, from_url, to_url, left_at, moved_by, reports, followed FROM column_moves_history FINAL WHERE site_id IN (SELECT site_id FROM fetched)
)
SELECT if(n.site_id = '', w.site_id, n.site_id), if(n.site_id = '', w.from_url, n.from_url), if(n.site_id = '', w.to_url, n.to_url), {generation:UInt64}, n.site_id = '',
    n.left_at, n.moved_by, n.reports, n.followed
FROM now AS n
FULL OUTER JOIN was AS w ON w.site_id = n.site_id AND w.from_url = n.from_url AND w.to_url = n.to_url
WHERE (n.left_at, n.moved_by, n.reports, n.followed) != (w.left_at, w.moved_by, w.reports, w.followed)
