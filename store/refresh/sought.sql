-- The reports that were due, that nobody found, and that the search of a site is to be asked for.
-- The lists of the site that name reports of the agency were walked to their end at least twice after
-- the deadline, the first time 60 days ago or more, so that the crawl that asks may complete the
-- evidence (expected_reports). Never twice within 20 days, and not within 180 days of an answer that
-- says that it is not there, or of a challenge: whoever defends a search is not pressed. Agencies of which no report is known are left out: nothing could prove
-- the search. Those that were asked for longest ago come first.
WITH
due AS
(
    SELECT d.agency_id AS agency_id, a.name AS name, d.fiscal_year AS fiscal_year, coalesce(d.deadline_adjusted, d.deadline) AS last_day
    FROM deadlines AS d
    INNER JOIN agencies AS a ON a.agency_id = d.agency_id
    INNER JOIN (SELECT agency_id, min(fiscal_year) AS year FROM report_states FINAL GROUP BY agency_id) AS f ON f.agency_id = d.agency_id
    LEFT ANTI JOIN (SELECT agency_id, fiscal_year FROM report_states FINAL) AS r ON r.agency_id = d.agency_id AND r.fiscal_year = d.fiscal_year
    WHERE d.certain = 1 AND d.deadline IS NOT NULL AND NOT startsWith(d.agency_id, 'unresolved-')
        AND d.fiscal_year >= least(f.year, toUInt16(ifNull(toYear(a.valid_from), 65535)))
),
lists AS
(
    SELECT DISTINCT r.agency_id AS agency_id, c.site_id AS site_id, c.list_url AS url
    FROM (SELECT site_id, url, list_url FROM captures_history WHERE site_id IN {sites:Array(String)} AND list_url != '') AS c
    INNER JOIN (SELECT agency_id, site_id, url FROM report_states FINAL WHERE site_id IN {sites:Array(String)}) AS r ON r.site_id = c.site_id AND r.url = c.url
    WHERE r.agency_id IN (SELECT agency_id FROM due)
),
walked AS
(
    SELECT agency_id, site_id, groupUniqArray(day) AS days
    FROM
    (
        SELECT l.agency_id AS agency_id, l.site_id AS site_id, w.crawl_id AS crawl_id, toDate(min(w.started_at), 'Asia/Shanghai') AS day
        FROM lists AS l
        INNER JOIN (SELECT site_id, crawl_id, url, state, links, started_at FROM walks_history FINAL WHERE site_id IN {sites:Array(String)}) AS w
            ON w.site_id = l.site_id AND w.url = l.url
        WHERE w.crawl_id IN (SELECT crawl_id FROM crawls_history FINAL WHERE site_id IN {sites:Array(String)} AND finished_at IS NOT NULL)
        GROUP BY agency_id, site_id, crawl_id
        HAVING countIf(w.state != 'complete' OR w.links = 0) = 0
    )
    GROUP BY agency_id, site_id
),
asked AS
(
    SELECT site_id, agency_id, fiscal_year, max(asked_at) AS at, argMax(outcome IN ('nothing', 'others', 'blocked'), asked_at) AS rests
    FROM searches_history FINAL
    WHERE site_id IN {sites:Array(String)}
    GROUP BY site_id, agency_id, fiscal_year
),
fromUnixTimestamp64Milli({now:Int64}, 'UTC') AS present
SELECT w.site_id AS site_id, d.agency_id AS agency_id, d.name AS name, d.fiscal_year AS fiscal_year
FROM due AS d
INNER JOIN walked AS w ON w.agency_id = d.agency_id
LEFT JOIN asked AS s ON s.site_id = w.site_id AND s.agency_id = d.agency_id AND s.fiscal_year = d.fiscal_year
WHERE length(arrayFilter(day -> day > d.last_day, w.days) AS after) >= 2
    AND dateDiff('day', arrayMin(after), toDate(present, 'Asia/Shanghai')) >= 60
    AND s.at < present - if(s.rests, INTERVAL 180 DAY, INTERVAL 20 DAY)
ORDER BY site_id, s.at, agency_id, fiscal_year
LIMIT 30 BY site_id
