-- The reports that are shown from an address of the sites and that their last finished crawl saw
-- nowhere: the last capture of each that had a body. One that was asked for in the last 20 days
-- without being named, or six times since without a body, is left alone.
SELECT *
FROM captures_history FINAL
WHERE site_id IN {sites:Array(String)} AND (site_id, capture_id) IN
(
    SELECT site_id, argMaxIf(capture_id, fetched_at, had)
    FROM
    (
        SELECT site_id, url, capture_id, fetched_at, parent_url, sha256 != '' AND outcome IN ('ok', 'not_modified') AS had, maxIf(fetched_at, had) OVER (PARTITION BY site_id, url) AS had_at
        FROM captures_history FINAL
        WHERE site_id IN {sites:Array(String)} AND role IN ('report', 'attachment')
    )
    WHERE (site_id, url) IN
    (
        SELECT s.site_id, s.url
        FROM report_states AS s FINAL
        INNER JOIN
        (
            SELECT site_id, max(started_at) AS begun
            FROM crawls_history FINAL
            WHERE site_id IN {sites:Array(String)} AND finished_at IS NOT NULL
            GROUP BY site_id
        ) AS c ON c.site_id = s.site_id
        WHERE s.site_id IN {sites:Array(String)} AND s.last_seen_at < c.begun
    )
    GROUP BY site_id, url
    HAVING countIf(parent_url = '' AND fetched_at > fromUnixTimestamp64Milli({now:Int64}, 'UTC') - INTERVAL 20 DAY) = 0
        AND countIf(parent_url = '' AND fetched_at > had_at) < 6
)
ORDER BY site_id, url
