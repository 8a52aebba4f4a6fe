-- What became of each list of the last crawl of each site. Only a complete walk may ever say
-- that a report is not there.
-- Unit: pages, links; times in UTC. Source: walks, crawls, read without their views.
-- Parameters: sites (site_ids, [] for all).
WITH crawl AS (
    SELECT site_id, crawl_id
    FROM crawls_history FINAL
    WHERE (empty({sites:Array(String)}) OR site_id IN (SELECT arrayJoin({sites:Array(String)})))
    ORDER BY started_at DESC
    LIMIT 1 BY site_id
)
SELECT
    w.site_id AS site_id,
    w.url AS url,
    w.name AS name,
    toString(w.state) AS state,
    w.reason AS reason,
    toString(w.reason_code) AS reason_code,
    w.reason_args AS reason_args,
    toString(w.family) AS family,
    toUInt64(w.pages) AS pages,
    toUInt64(w.links) AS links,
    w.started_at AS started_at,
    w.finished_at AS finished_at
FROM walks_history AS w FINAL
INNER JOIN crawl AS c ON c.site_id = w.site_id AND c.crawl_id = w.crawl_id
WHERE (empty({sites:Array(String)}) OR w.site_id IN (SELECT arrayJoin({sites:Array(String)})))
ORDER BY site_id, state = 'complete', name, url
