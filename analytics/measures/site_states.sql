-- What became of the newest crawl of each site: never, running, complete or partial, those that were complete last.
-- Unit: sites; lists. total, whole and lists_blocked are of all sites that are meant: how many there are, how many of them were
-- complete, and how many of their lists were blocked. Source: sites, crawls, walks, read without their views.
-- Parameters: site (a site_id, '' for all), county (code of the site's division or its first two or four digits, '' for all), state ('' for all), limit, offset.
SELECT site_id, state,
    count() OVER () AS total,
    countIf(state = 'complete') OVER () AS whole,
    sum(blocked) OVER () AS lists_blocked
FROM
(
    SELECT s.site_id AS site_id, multiIf(c.site_id = '', 'never', c.newest.2, 'running', c.newest.3 = 1, 'complete', 'partial') AS state, w.blocked AS blocked
    FROM sites_history AS s FINAL
    LEFT JOIN (SELECT site_id, argMax(tuple(crawl_id, finished_at IS NULL, complete), started_at) AS newest FROM crawls_history FINAL GROUP BY site_id) AS c ON c.site_id = s.site_id
    LEFT JOIN (SELECT site_id, crawl_id, countIf(state = 'blocked') AS blocked FROM walks_history FINAL GROUP BY site_id, crawl_id) AS w ON w.site_id = c.site_id AND w.crawl_id = c.newest.1
    WHERE ({site:String} = '' OR s.site_id = {site:String})
      AND ({county:String} = '' OR startsWith(ifNull(s.division_code, ''), {county:String}))
)
WHERE {state:String} = '' OR state = {state:String}
ORDER BY state = 'complete', site_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
