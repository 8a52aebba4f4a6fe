-- The reports that a finished crawl of their site, begun after they were last seen or named,
-- did not see: those of which vanished.sql has to be asked. Of the reports of one slice.
--
-- Source: refreshing_reports, refreshing_captures, report_states, readings, crawls_history.
-- Parameters: generation, slice.
INSERT INTO vanishing_reports (generation, report_id, site_id, url, last_seen_at, at, crawl_id)
WITH
fetched AS
(
    SELECT capture_id, url, sha256, site_id, crawl_id, list_url, parent_url, role, outcome, fetched_at FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
concerned AS
(
    SELECT report_id FROM refreshing_reports WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
states AS
(
    SELECT s.report_id AS report_id, s.site_id AS site_id, s.url AS url, s.last_seen_at AS last_seen_at
    FROM report_states AS s FINAL
    INNER JOIN (SELECT site_id, max(started_at) AS started_at FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id) AS k ON k.site_id = s.site_id
    WHERE s.report_id IN (SELECT report_id FROM concerned) AND k.started_at > s.last_seen_at
),
documents AS
(
    SELECT url, sha256, d.1 AS report_id, d.2 AS outcome
    FROM (SELECT url, sha256, argMax(tuple(report_id, toString(outcome)), tuple(parser_version, read_at, reading_id)) AS d FROM readings WHERE url IN (SELECT url FROM fetched) GROUP BY url, sha256)
),
fetches AS
(
    SELECT * FROM fetched WHERE role IN ('report', 'attachment')
),
addresses AS
(
    SELECT DISTINCT report_id, url FROM documents WHERE report_id IN (SELECT report_id FROM concerned)
),
-- Every time that a page led to an address of the report. A fetch that failed counts: it may have
-- been the report. An address that showed another report does not.
named AS
(
    SELECT a.report_id AS report_id, c.site_id AS site_id, c.crawl_id AS crawl_id, c.list_url AS list_url, c.fetched_at AS fetched_at
    FROM fetches AS c
    INNER JOIN addresses AS a ON a.url = c.url
    LEFT JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE (c.parent_url != '' OR c.list_url != '') AND (d.report_id = '' OR d.report_id = a.report_id)
),
last_named AS
(
    SELECT report_id, max(fetched_at) AS at, argMax(crawl_id, fetched_at) AS crawl_id FROM named GROUP BY report_id
),
since AS
(
    SELECT s.report_id AS report_id, s.site_id AS site_id, s.url AS url, s.last_seen_at AS last_seen_at, greatest(s.last_seen_at, n.at) AS at, n.crawl_id AS crawl_id
    FROM states AS s
    INNER JOIN last_named AS n ON n.report_id = s.report_id
)
SELECT {generation:UInt64}, s.report_id, s.site_id, s.url, s.last_seen_at, s.at, s.crawl_id
FROM since AS s
INNER JOIN (SELECT site_id, max(started_at) AS started_at FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id) AS k ON k.site_id = s.site_id
WHERE k.started_at > s.at
