-- The documents that lists name and of which it is not known whose report they are: they
-- could not be fetched, or not be read. One that was fetched and is no report is not in doubt,
-- nor is one that is not there (404), nor the attachment of a page that was read. Of the sites of
-- one slice.
--
-- Source: refreshing_captures, readings.
-- Parameters: generation, slice.
WITH
fetched AS
(
    SELECT capture_id, url, sha256, site_id, list_url, parent_url, title, role, outcome, fetched_at FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
latest AS
(
    SELECT site_id, url, list_url, title, parent_url, outcome, sha256
    FROM fetched
    WHERE role IN ('report', 'attachment') AND list_url != ''
    ORDER BY fetched_at DESC, capture_id
    LIMIT 1 BY site_id, url
),
read AS
(
    SELECT url, sha256, argMax(tuple(report_id, toString(outcome), agency_id, fiscal_year), tuple(parser_version, read_at, reading_id)) AS r
    FROM readings
    WHERE url IN (SELECT url FROM fetched)
    GROUP BY url, sha256
)
SELECT l.site_id AS site_id, l.url AS url, l.list_url AS list_url, l.title AS title,
    -- What was read of it, though not enough.
    if(startsWith(r.r.3, 'unresolved-'), '', r.r.3) AS agency_id, r.r.4 AS fiscal_year,
    multiIf(l.outcome NOT IN ('ok', 'not_modified'), toString(l.outcome), r.r.2 = '', 'unread', toString(r.r.2)) AS reason
FROM latest AS l
LEFT JOIN read AS r ON r.url = l.url AND r.sha256 = l.sha256
WHERE l.outcome != 'not_found'
    AND reason NOT IN ('not_a_report', 'soft_404')
    -- A page that was once read as a certain report is that report, whatever it shows now.
    AND l.url NOT IN (SELECT url FROM read WHERE read.r.1 != '' AND NOT startsWith(read.r.3, 'unresolved-'))
    AND (l.site_id, l.parent_url) NOT IN (SELECT site_id, url FROM fetched WHERE role = 'report')
ORDER BY site_id, url
