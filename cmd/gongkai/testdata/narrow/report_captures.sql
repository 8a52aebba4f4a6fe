-- When the address of a report was fetched and what came, newest first, with the page that announces the
-- report where it is an attachment: the one that led to it last, NULL where it is none.
-- Unit: bytes; times in UTC. Source: captures, reports.
-- Parameters: report (a report_id).
SELECT
    c.fetched_at AS fetched_at,
    toUInt16(c.http_status) AS http_status,
    toString(c.outcome) AS outcome,
    toString(c.content_type) AS content_type,
    c.sha256 AS sha256,
    toUInt64(c.bytes) AS bytes,
    toString(c.how) AS how,
    toString(c.obtained_by) AS obtained_by,
    nullIf(argMaxIf(c.parent_url, c.fetched_at, c.role = 'attachment' AND c.parent_url != '') OVER (), '') AS page_url
FROM captures AS c
WHERE (c.site_id, c.url) IN (SELECT site_id, url FROM reports WHERE report_id = {report:String})
ORDER BY fetched_at DESC, c.capture_id
LIMIT 50
