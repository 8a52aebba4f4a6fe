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
-- blocked ones are expected too. They, those found and the reports on the site are as of the last score run.
-- Unit: pages, fetches, reports; times in UTC. Source: sites, crawls, walks, captures, and agency_years and reports, added up by
-- the score run, read without their views.
-- Parameters: sites (site_ids, [] for all), run (number of the newest score run: score_runs).
WITH
-- The crawls of a site, the newest first: its name, begun, ended, complete, note, the note's codes and arguments,
-- lists, those walked to their end, links.
runs AS (
    SELECT c.site_id AS site_id,
        arrayReverseSort(r -> r.2, groupArray((c.crawl_id, c.started_at, c.finished_at, c.complete, c.note, c.note_codes, c.note_args, w.lists, w.whole, w.links))) AS every,
        arrayFilter(r -> isNotNull(r.3), every) AS ended,
        arrayFilter(r -> r.9 > 0, ended) AS well
    FROM crawls_history AS c FINAL
    LEFT JOIN
    (
        SELECT site_id, crawl_id, count() AS lists, countIf(state = 'complete') AS whole, sum(links) AS links
        FROM walks_history FINAL
        WHERE (empty({sites:Array(String)}) OR site_id IN (SELECT arrayJoin({sites:Array(String)})))
        GROUP BY site_id, crawl_id
    ) AS w ON w.site_id = c.site_id AND w.crawl_id = c.crawl_id
    WHERE (empty({sites:Array(String)}) OR c.site_id IN (SELECT arrayJoin({sites:Array(String)})))
    GROUP BY c.site_id
),
-- What the newest crawl and the newest that ended fetched, and what most of their trouble was: of each crawl its name,
-- fetches, fetched, blocked, refused, failed, the class.
fetch AS (
    SELECT site_id, groupArray((crawl_id, fetches, fetched, blocked, refused, failed,
        arrayReverseSort(arrayMap((class, times, at_home) -> (at_home, class != 'not_found', times, class), trouble.1, trouble.2, home.2))[1].4)) AS crawls
    FROM
    (
        SELECT
            site_id,
            crawl_id,
            count() AS fetches,
            countIf(outcome IN ('ok', 'not_modified')) AS fetched,
            countIf(outcome = 'blocked') AS blocked,
            countIf(outcome = 'refused') AS refused,
            -- A site without robots.txt allows everything, which is no failure.
            countIf(outcome NOT IN ('ok', 'not_modified', 'blocked', 'refused') AND NOT (role = 'robots' AND outcome = 'not_found')) AS failed,
            sumMapIf([class], [toUInt64(1)], in_trouble) AS trouble,
            maxMapIf([class], [toUInt64(role = 'home')], in_trouble) AS home
        FROM
        (
            SELECT site_id, crawl_id, toString(outcome) AS outcome, toString(role) AS role, outcome NOT IN ('ok', 'not_modified') AND role IN ('home', 'column', 'list') AS in_trouble,
                multiIf(failure != '', toString(failure), outcome = 'blocked', 'challenge', outcome = 'refused', 'robots',
                    outcome = 'not_found', 'not_found', outcome = 'error', 'status', outcome = 'too_large', 'too_large', 'unknown') AS class
            FROM captures_history FINAL
            WHERE (empty({sites:Array(String)}) OR site_id IN (SELECT arrayJoin({sites:Array(String)}))) AND crawl_id IN
                (SELECT arrayJoin([argMax(crawl_id, started_at), argMaxIf(crawl_id, started_at, finished_at IS NOT NULL)]) FROM crawls_history FINAL WHERE (empty({sites:Array(String)}) OR site_id IN (SELECT arrayJoin({sites:Array(String)}))) GROUP BY site_id)
        )
        GROUP BY site_id, crawl_id
    )
    GROUP BY site_id
),
-- What is known of the agencies that have reports on a site and are of other counties than it, and of all of its county: no
-- agency is in both.
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
guests AS (
    SELECT y.site_id AS site_id, sum(y.reports) AS reports, sumIf(y.years, y.county != ifNull(s.division_code, '')) AS years, sumIf(y.found, y.county != ifNull(s.division_code, '')) AS found
    FROM (SELECT site_id, county, years, found, reports FROM site_years_history WHERE (run_id, unit_hash) IN part AND site_id != '' AND (empty({sites:Array(String)}) OR site_id IN (SELECT arrayJoin({sites:Array(String)})))) AS y
    INNER JOIN (SELECT site_id, division_code FROM sites_history FINAL) AS s ON s.site_id = y.site_id
    GROUP BY y.site_id
),
own AS (
    SELECT county, sum(years) AS years, sum(found) AS found
    FROM site_years_history
    WHERE (run_id, unit_hash) IN part AND site_id = ''
    GROUP BY county
)
SELECT
    s.site_id AS site_id,
    s.name AS name,
    nullIf(ifNull(s.division_code, ''), '') AS division_code,
    nullIf(ifNull(s.division_name, ''), '') AS division_name,
    s.url AS url,
    s.notes AS notes,
    toUInt64(length(c.every)) AS crawls,
    if(empty(c.every), NULL, c.every[1].2) AS started_at,
    if(empty(c.every), NULL, c.every[1].3) AS finished_at,
    toUInt8(c.every[1].4) AS complete,
    c.every[1].5 AS note,
    c.every[1].6 AS note_codes,
    c.every[1].7 AS note_args,
    (arrayFirst(x -> x.1 = c.every[1].1, f.crawls) AS newest).2 AS fetches,
    newest.3 AS fetched,
    newest.4 AS blocked,
    newest.5 AS refused,
    newest.6 AS failed,
    g.reports AS reports,
    if(empty(c.well), NULL, arrayReduce('max', arrayMap(x -> assumeNotNull(x.3), c.well))) AS last_success_at,
    if(empty(arrayFilter(x -> x.9 = 0 AND (empty(c.well) OR x.2 > c.well[1].2), c.ended) AS vain), NULL, vain[-1].2) AS failing_since,
    multiIf(empty(c.ended) OR c.ended[1].4 = 1, '', (arrayFirst(x -> x.1 = c.ended[1].1, f.crawls).7 AS class) != '', class, c.ended[1].8 = 0, 'no_list', 'partial') AS failure,
    toUInt64(c.ended[1].10) AS links,
    toUInt64(arrayMax(arrayMap(x -> x.10, arraySlice(c.ended, 2, 5)))) AS links_before,
    g.years + o.years AS expected,
    g.found + o.found AS found
FROM sites_history AS s FINAL
LEFT JOIN runs AS c ON c.site_id = s.site_id
LEFT JOIN fetch AS f ON f.site_id = s.site_id
LEFT JOIN guests AS g ON g.site_id = s.site_id
LEFT JOIN own AS o ON o.county = s.division_code
WHERE (empty({sites:Array(String)}) OR s.site_id IN (SELECT arrayJoin({sites:Array(String)})))
ORDER BY site_id
