-- The attachments of pages that are no known report and that were not had, or not read, in the last
-- finished crawl, by the list that leads there: any of them may be a report that is missing. Of the
-- sites of one slice; only rows that say something new are written.
--
-- Source: refreshing_captures, readings, crawls_history, list_attachments_history.
-- Parameters: generation, slice.
INSERT INTO list_attachments_history (site_id, url, generation, is_deleted, unchecked)
WITH
fetched AS
(
    SELECT site_id, crawl_id, list_url, parent_url, url, sha256, role FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
documents AS
(
    SELECT url, sha256, argMax(tuple(report_id, agency_id, toString(outcome)), tuple(parser_version, read_at, reading_id)) AS d
    FROM readings
    WHERE url IN (SELECT arrayJoin([url, parent_url]) FROM fetched WHERE role = 'attachment')
    GROUP BY url, sha256
),
now AS
(
    SELECT c.site_id AS site_id, c.list_url AS url, count() AS unchecked
    FROM (SELECT * FROM fetched WHERE role = 'attachment' AND list_url != '') AS c
    INNER JOIN (SELECT site_id, argMax(crawl_id, started_at) AS crawl_id FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id) AS k
        ON k.site_id = c.site_id AND k.crawl_id = c.crawl_id
    LEFT JOIN documents AS o ON o.url = c.url AND o.sha256 = c.sha256
    LEFT ANTI JOIN (SELECT url FROM documents WHERE d.1 != '' AND d.2 != '' AND NOT startsWith(d.2, 'unresolved-')) AS p ON p.url = c.parent_url
    WHERE NOT (o.d.1 != '' OR o.d.3 IN ('not_a_report', 'soft_404'))
    GROUP BY site_id, url
),
was AS
(
    SELECT site_id, url, unchecked FROM list_attachments_history FINAL WHERE site_id IN (SELECT site_id FROM fetched)
)
SELECT if(n.url = '', w.site_id, n.site_id), if(n.url = '', w.url, n.url), {generation:UInt64}, n.url = '', n.unchecked
FROM now AS n
FULL OUTER JOIN was AS w ON w.site_id = n.site_id AND w.url = n.url
WHERE n.unchecked != w.unchecked
