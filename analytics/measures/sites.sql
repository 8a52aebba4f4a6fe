-- The sites: their last crawl and what it fetched, when they last gave something, since when
-- they fail and why, and how many of the reports that the law expects were found.
-- A crawl succeeds where it came to its end and walked at least one list to that list's end.
-- failure is the class of what kept the last ended crawl from being complete: that of the
-- home page, or the most frequent one of columns and lists, an address that is not there last
-- (crawls try usual ones that no page named); no_list where there was none to
-- walk, partial where pages came and yet do not show that they are all. Empty where it was
-- complete.
-- links are the report links that the lists of the last ended crawl name, links_before the most
-- that one of the five crawls before it named.
-- Expected are the reports of the site's county and of agencies that have reports on it;
-- blocked ones are expected too.
-- Unit: pages, fetches, reports; times in UTC. Source: sites, crawls, walks, captures, reports,
-- expected_reports, agencies.
-- Parameters: none.
WITH crawl AS (
    SELECT site_id, crawl_id, started_at, finished_at, complete, note, note_codes, note_args, count() OVER (PARTITION BY site_id) AS crawls
    FROM crawls
    ORDER BY started_at DESC
    LIMIT 1 BY site_id
),
walked AS (
    SELECT site_id, crawl_id, count() AS lists, countIf(state = 'complete') AS whole, sum(links) AS links
    FROM walks
    GROUP BY site_id, crawl_id
),
ended AS (
    SELECT c.site_id AS site_id, c.crawl_id AS crawl_id, c.started_at AS started_at, assumeNotNull(c.finished_at) AS finished_at,
        c.complete AS complete, w.lists AS lists, w.links AS links, toUInt8(w.whole > 0) AS success
    FROM crawls AS c
    LEFT JOIN walked AS w ON w.site_id = c.site_id AND w.crawl_id = c.crawl_id
    WHERE c.finished_at IS NOT NULL
),
success AS (
    SELECT site_id, max(started_at) AS started_at, max(finished_at) AS finished_at
    FROM ended
    WHERE success = 1
    GROUP BY site_id
),
failing AS (
    SELECT e.site_id AS site_id, min(e.started_at) AS since
    FROM ended AS e
    LEFT JOIN success AS s ON s.site_id = e.site_id
    WHERE e.success = 0 AND (s.site_id = '' OR e.started_at > s.started_at)
    GROUP BY e.site_id
),
last AS (
    SELECT site_id, crawl_id, complete, lists, links
    FROM ended
    ORDER BY started_at DESC
    LIMIT 1 BY site_id
),
before AS (
    SELECT site_id, max(links) AS links
    FROM (SELECT site_id, links FROM ended ORDER BY started_at DESC LIMIT 1, 5 BY site_id)
    GROUP BY site_id
),
trouble AS (
    SELECT site_id, crawl_id, multiIf(failure != '', failure, outcome = 'blocked', 'challenge', outcome = 'refused', 'robots',
            outcome = 'not_found', 'not_found', outcome = 'error', 'status', outcome = 'too_large', 'too_large', 'unknown') AS class,
        count() AS times, max(role = 'home') AS home
    FROM captures
    WHERE outcome NOT IN ('ok', 'not_modified') AND role IN ('home', 'column', 'list') AND crawl_id IN (SELECT crawl_id FROM last)
    GROUP BY site_id, crawl_id, class
),
worst AS (
    SELECT site_id, crawl_id, argMax(class, (home, class != 'not_found', times, class)) AS class
    FROM trouble
    GROUP BY site_id, crawl_id
),
fetch AS (
    SELECT
        site_id,
        crawl_id,
        count() AS fetches,
        countIf(outcome IN ('ok', 'not_modified')) AS fetched,
        countIf(outcome = 'blocked') AS blocked,
        countIf(outcome = 'refused') AS refused,
        -- A site without robots.txt allows everything, which is no failure.
        countIf(outcome NOT IN ('ok', 'not_modified', 'blocked', 'refused') AND NOT (role = 'robots' AND outcome = 'not_found')) AS failed
    FROM captures
    WHERE crawl_id IN (SELECT crawl_id FROM crawl)
    GROUP BY site_id, crawl_id
),
report AS (
    SELECT site_id, count() AS reports FROM reports GROUP BY site_id
),
place AS (
    SELECT DISTINCT s.site_id AS site_id, a.agency_id AS agency_id
    FROM sites AS s
    INNER JOIN agencies AS a ON a.county_code = s.division_code
    UNION DISTINCT
    SELECT DISTINCT site_id, agency_id FROM reports
),
coverage AS (
    SELECT p.site_id AS site_id, count() AS expected, countIf(r.report_id != '') AS found
    FROM place AS p
    INNER JOIN expected_reports AS e ON e.agency_id = p.agency_id
    LEFT JOIN reports AS r ON r.agency_id = e.agency_id AND r.fiscal_year = e.fiscal_year
    GROUP BY p.site_id
)
SELECT
    s.site_id AS site_id,
    s.name AS name,
    nullIf(ifNull(s.division_code, ''), '') AS division_code,
    nullIf(ifNull(s.division_name, ''), '') AS division_name,
    s.url AS url,
    s.notes AS notes,
    toUInt64(ifNull(c.crawls, 0)) AS crawls,
    if(ifNull(c.crawls, 0) = 0, NULL, c.started_at) AS started_at,
    if(ifNull(c.crawls, 0) = 0, NULL, c.finished_at) AS finished_at,
    toUInt8(ifNull(c.complete, 0)) AS complete,
    ifNull(c.note, '') AS note,
    c.note_codes AS note_codes,
    c.note_args AS note_args,
    ifNull(f.fetches, 0) AS fetches,
    ifNull(f.fetched, 0) AS fetched,
    ifNull(f.blocked, 0) AS blocked,
    ifNull(f.refused, 0) AS refused,
    ifNull(f.failed, 0) AS failed,
    ifNull(r.reports, 0) AS reports,
    if(su.site_id = '', NULL, su.finished_at) AS last_success_at,
    if(fa.site_id = '', NULL, fa.since) AS failing_since,
    toString(multiIf(l.site_id = '' OR l.complete = 1, '', w.class != '', w.class, l.lists = 0, 'no_list', 'partial')) AS failure,
    toUInt64(l.links) AS links,
    toUInt64(b.links) AS links_before,
    toUInt64(co.expected) AS expected,
    toUInt64(co.found) AS found
FROM sites AS s
LEFT JOIN crawl AS c ON c.site_id = s.site_id
LEFT JOIN fetch AS f ON f.site_id = c.site_id AND f.crawl_id = c.crawl_id
LEFT JOIN report AS r ON r.site_id = s.site_id
LEFT JOIN success AS su ON su.site_id = s.site_id
LEFT JOIN failing AS fa ON fa.site_id = s.site_id
LEFT JOIN last AS l ON l.site_id = s.site_id
LEFT JOIN worst AS w ON w.site_id = l.site_id AND w.crawl_id = l.crawl_id
LEFT JOIN before AS b ON b.site_id = s.site_id
LEFT JOIN coverage AS co ON co.site_id = s.site_id
ORDER BY site_id
