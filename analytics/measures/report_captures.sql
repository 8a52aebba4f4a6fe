-- When the address of a report was fetched and what came, newest first; of an attachment with the page that led to it.
-- Unit: bytes; times in UTC. Source: captures, read without its view.
-- Parameters: site (a site_id), url.
SELECT
    fetched_at,
    http_status,
    outcome,
    content_type,
    sha256,
    bytes,
    multiIf(c.role != 'file', 'crawled', c.http_status != 0, 'warc', 'brought') AS how,
    obtained_by,
    if(c.role = 'attachment', c.parent_url, '') AS page_url
FROM captures_history AS c FINAL
WHERE site_id = {site:String} AND url = {url:String}
ORDER BY fetched_at DESC, capture_id
LIMIT 1000
