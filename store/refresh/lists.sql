-- The lists that named a report of an agency, and which of them are lost: the last finished crawl
-- did not walk them, since nothing leads there any more or another page stands in their place (those
-- that name nothing any more among them), and it did not see each report of theirs elsewhere. What
-- else such a list would name is not known. Of the sites of one slice; only rows that say something
-- new are written.
--
-- Source: refreshing_captures, readings, walks_history, crawls_history, agency_lists_history.
-- Parameters: generation, slice.
INSERT INTO agency_lists_history (site_id, agency_id, url, generation, is_deleted, lost)
WITH
fetched AS
(
    SELECT site_id, crawl_id, list_url, parent_url, url, sha256 FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32} AND sha256 != ''
),
sites AS
(
    SELECT site_id FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
documents AS
(
    SELECT url, sha256, d.1 AS report_id, d.2 AS agency_id
    FROM (SELECT url, sha256, argMax(tuple(report_id, agency_id), tuple(parser_version, read_at, reading_id)) AS d FROM readings WHERE url IN (SELECT url FROM fetched) GROUP BY url, sha256)
    WHERE report_id != ''
),
named AS
(
    SELECT DISTINCT d.agency_id AS agency_id, d.report_id AS report_id, c.site_id AS site_id, c.list_url AS url
    FROM (SELECT * FROM fetched WHERE list_url != '') AS c
    INNER JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
),
last_crawls AS
(
    SELECT site_id, argMax(crawl_id, started_at) AS crawl_id FROM crawls_history FINAL
    WHERE finished_at IS NOT NULL AND site_id IN (SELECT site_id FROM sites)
    GROUP BY site_id
),
walked AS
(
    SELECT w.site_id AS site_id, w.url AS url
    FROM (SELECT site_id, url, crawl_id FROM walks_history FINAL WHERE site_id IN (SELECT site_id FROM sites) AND (state != 'complete' OR links > 0)) AS w
    INNER JOIN last_crawls AS c ON c.site_id = w.site_id AND c.crawl_id = w.crawl_id
),
seen AS
(
    SELECT DISTINCT c.site_id AS site_id, d.report_id AS report_id
    -- What was asked for without being named, to see whether it is there, says nothing of a list.
    FROM (SELECT * FROM fetched WHERE list_url != '' OR parent_url != '') AS c
    INNER JOIN last_crawls AS l ON l.site_id = c.site_id AND l.crawl_id = c.crawl_id
    INNER JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
),
now AS
(
    SELECT n.site_id AS site_id, n.agency_id AS agency_id, n.url AS url, toUInt8(max(l.crawl_id != '' AND w.url = '' AND s.report_id = '')) AS lost
    FROM named AS n
    LEFT JOIN last_crawls AS l ON l.site_id = n.site_id
    LEFT ANY JOIN walked AS w ON w.site_id = n.site_id AND w.url = n.url
    LEFT JOIN seen AS s ON s.site_id = n.site_id AND s.report_id = n.report_id
    GROUP BY site_id, agency_id, url
),
was AS
(
    SELECT site_id, agency_id, url, lost FROM agency_lists_history FINAL WHERE site_id IN (SELECT site_id FROM sites)
)
SELECT if(n.url = '', w.site_id, n.site_id), if(n.url = '', w.agency_id, n.agency_id), if(n.url = '', w.url, n.url), {generation:UInt64}, n.url = '', n.lost
FROM now AS n
FULL OUTER JOIN was AS w ON w.site_id = n.site_id AND w.agency_id = n.agency_id AND w.url = n.url
WHERE n.url = '' OR w.url = '' OR n.lost != w.lost
