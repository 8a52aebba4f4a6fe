-- The reports that are shown from an address of the site and that its last finished crawl saw
-- nowhere: the last capture of each that had a body. One that was asked for in the last 20 days
-- without being named, or six times since without a body, is left alone.
SELECT *
FROM captures_history FINAL
WHERE site_id = {site:String} AND capture_id IN
(
    SELECT argMaxIf(capture_id, fetched_at, had)
    FROM
    (
        SELECT url, capture_id, fetched_at, parent_url, sha256 != '' AND outcome IN ('ok', 'not_modified') AS had, maxIf(fetched_at, had) OVER (PARTITION BY url) AS had_at
        FROM captures_history FINAL
        WHERE site_id = {site:String} AND role IN ('report', 'attachment')
    )
    WHERE url IN
    (
        SELECT url FROM report_states FINAL
        WHERE site_id = {site:String}
            AND last_seen_at < (SELECT max(started_at) FROM crawls_history FINAL WHERE site_id = {site:String} AND finished_at IS NOT NULL)
    )
    GROUP BY url
    HAVING countIf(parent_url = '' AND fetched_at > fromUnixTimestamp64Milli({now:Int64}, 'UTC') - INTERVAL 20 DAY) = 0
        AND countIf(parent_url = '' AND fetched_at > had_at) < 6
)
ORDER BY url
