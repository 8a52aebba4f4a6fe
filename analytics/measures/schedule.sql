-- What says when a site is due: the last crawl that came to its end, whether one is open,
-- and how long the site is left alone: where that last crawl had nothing at all, because the
-- host showed a challenge or asked for a stop. silent: it had nothing, and got no answer.
-- Unit: times in UTC. Source: crawls, captures, holds.
-- Parameters: none.
WITH ended AS (
    SELECT site_id, crawl_id, started_at
    FROM crawls
    WHERE finished_at IS NOT NULL
    ORDER BY started_at DESC
    LIMIT 1 BY site_id
),
open AS (
    SELECT DISTINCT site_id
    FROM crawls
    WHERE finished_at IS NULL
),
answer AS (
    SELECT site_id, crawl_id, countIf(outcome IN ('ok', 'not_modified') AND role != 'robots') AS had,
        countIf(outcome = 'unreachable' AND role = 'home') AS unheard
    FROM captures
    WHERE crawl_id IN (SELECT crawl_id FROM ended)
    GROUP BY site_id, crawl_id
),
held AS (
    SELECT site_id, max(until) AS until
    FROM holds
    WHERE lifted_at IS NULL
    GROUP BY site_id
)
SELECT
    c.site_id AS site_id,
    if(e.crawl_id = '', NULL, e.started_at) AS started_at,
    if(h.site_id = '' OR ea.had > 0, NULL, h.until) AS held_until,
    toUInt8(o.site_id != '') AS open,
    toUInt8(ea.had = 0 AND ea.unheard > 0) AS silent
FROM (SELECT DISTINCT site_id FROM crawls) AS c
LEFT JOIN ended AS e ON e.site_id = c.site_id
LEFT JOIN answer AS ea ON ea.site_id = e.site_id AND ea.crawl_id = e.crawl_id
LEFT JOIN open AS o ON o.site_id = c.site_id
LEFT JOIN held AS h ON h.site_id = c.site_id
ORDER BY site_id
