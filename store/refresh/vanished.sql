-- Which reports are not there any more. All of this must hold:
--
-- Since a list named it, and since it was seen, finished crawls of its site on at least 3 days
-- over at least 60 days walked every list that had named it to its end, or the one that took its
-- place, and none of them named it. A walk that broke off, or that named nothing at all, says
-- nothing; nor does a crawl in which a list broke off that was not there before: it may be there.
--
-- And its address, the last time that it was asked for, was not found (404 or 410), or showed
-- another page. An address that only could not be reached, or that nobody asked for, says nothing.
--
-- It has come back as soon as it is seen anywhere: the row stays, and says when. Only rows that say
-- something new are written.
--
-- Of the reports of one slice.
-- Source: vanishing_reports, refreshing_reports, refreshing_captures, readings, walks_history, crawls_history, column_moves.
-- Parameters: generation, slice.
INSERT INTO vanished_history (report_id, last_seen_at, generation, is_deleted, site_id, url, vanished_on, returned_at, walks, capture_id, answered_at, answer)
WITH
fetched AS
(
    SELECT capture_id, url, sha256, site_id, crawl_id, list_url, parent_url, role, outcome, fetched_at FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
concerned AS
(
    SELECT report_id FROM refreshing_reports WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
waiting AS
(
    SELECT report_id, site_id, url, last_seen_at, at, crawl_id FROM vanishing_reports FINAL
    WHERE generation = {generation:UInt64} AND report_id IN (SELECT report_id FROM concerned)
),
documents AS
(
    SELECT url, sha256, d.1 AS report_id, d.2 AS outcome
    FROM (SELECT url, sha256, argMax(tuple(report_id, toString(outcome)), tuple(parser_version, read_at, reading_id)) AS d FROM readings WHERE url IN (SELECT url FROM fetched) GROUP BY url, sha256)
),
fetches AS
(
    SELECT * FROM fetched WHERE role IN ('report', 'attachment')
),
addresses AS
(
    SELECT DISTINCT report_id, url FROM documents WHERE report_id IN (SELECT report_id FROM concerned)
),
-- Every time that a page led to an address of the report. A fetch that failed counts: it may have
-- been the report. An address that showed another report does not.
named AS
(
    SELECT a.report_id AS report_id, c.site_id AS site_id, c.crawl_id AS crawl_id, c.list_url AS list_url, c.fetched_at AS fetched_at
    FROM fetches AS c
    INNER JOIN addresses AS a ON a.url = c.url
    LEFT JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE (c.parent_url != '' OR c.list_url != '') AND (d.report_id = '' OR d.report_id = a.report_id)
),
-- Which list took the place of which: few, and so constants of the statement, where a join would
-- put the whole of column_moves into it once more wherever walked stands.
(
    SELECT tuple(groupArray(site_id || ' ' || from_url), groupArray(to_url))
    FROM (SELECT site_id, from_url, argMax(to_url, moved_by) AS to_url FROM column_moves GROUP BY site_id, from_url)
) AS moves,
walked AS
(
    SELECT site_id, crawl_id, url, transform(site_id || ' ' || url, moves.1, moves.2, url) AS list, state = 'complete' AND links > 0 AS whole,
        state != 'complete' AS failed, started_at
    FROM walks_history FINAL
    WHERE site_id IN (SELECT site_id FROM fetched)
),
-- The lists that named it, as far as they were still walked by the crawl that was last led to it.
lists AS
(
    SELECT report_id, site_id, list, count() OVER (PARTITION BY report_id, site_id) AS wanted
    FROM
    (
        SELECT DISTINCT w.report_id AS report_id, w.site_id AS site_id, transform(n.site_id || ' ' || n.list_url, moves.1, moves.2, n.list_url) AS list
        FROM waiting AS w
        INNER JOIN named AS n ON n.report_id = w.report_id AND n.site_id = w.site_id
        WHERE n.list_url != '' AND (n.site_id, w.crawl_id, n.list_url) IN (SELECT site_id, crawl_id, url FROM walks_history WHERE site_id IN (SELECT site_id FROM fetched))
    )
),
crawled AS
(
    SELECT site_id, crawl_id, list, max(whole) AND NOT max(failed) AS whole, min(started_at) AS started_at
    FROM walked
    WHERE crawl_id IN (SELECT crawl_id FROM crawls_history FINAL WHERE finished_at IS NOT NULL)
    GROUP BY site_id, crawl_id, list
),
-- The crawl that was last led to it knew these lists.
known AS
(
    SELECT DISTINCT w.report_id AS report_id, k.list AS list
    FROM waiting AS w
    INNER JOIN walked AS k ON k.site_id = w.site_id AND k.crawl_id = w.crawl_id
),
unknown AS
(
    SELECT DISTINCT w.report_id AS report_id, c.crawl_id AS crawl_id
    FROM waiting AS w
    INNER JOIN (SELECT site_id, crawl_id, list FROM walked WHERE failed) AS c ON c.site_id = w.site_id
    LEFT ANTI JOIN known AS k ON k.report_id = w.report_id AND k.list = c.list
),
denying AS
(
    SELECT w.report_id AS report_id, c.crawl_id AS crawl_id, toDate(min(c.started_at), 'Asia/Shanghai') AS day, arraySort(groupArray(c.list)) AS lists
    FROM waiting AS w
    INNER JOIN lists AS l ON l.report_id = w.report_id
    INNER JOIN crawled AS c ON c.site_id = l.site_id AND c.list = l.list
    LEFT ANTI JOIN unknown AS u ON u.report_id = w.report_id AND u.crawl_id = c.crawl_id
    WHERE c.whole AND c.started_at > w.at
    GROUP BY report_id, crawl_id
    HAVING count() = any(l.wanted)
),
denied AS
(
    SELECT report_id, arraySort(groupArray(tuple(day, crawl_id, lists))) AS walks
    FROM denying
    GROUP BY report_id
    HAVING uniqExact(day) >= 3 AND dateDiff('day', min(day), max(day)) >= 60
),
-- What its address showed last, of all times that it showed something.
answers AS
(
    SELECT w.report_id AS report_id, argMax(tuple(c.capture_id, c.fetched_at, c.sha256,
        multiIf(c.outcome = 'not_found', 'not_found', d.outcome IN ('soft_404', 'not_a_report'), d.outcome, d.report_id NOT IN ('', w.report_id), 'other_report', '')), c.fetched_at) AS a
    FROM waiting AS w
    INNER JOIN fetches AS c ON c.site_id = w.site_id AND c.url = w.url
    LEFT JOIN documents AS d ON d.url = c.url AND d.sha256 = c.sha256
    WHERE c.fetched_at > w.last_seen_at AND c.outcome IN ('ok', 'not_modified', 'not_found')
    GROUP BY report_id
),
current AS
(
    SELECT w.report_id AS report_id, w.last_seen_at AS last_seen_at, w.site_id AS site_id, w.url AS url, d.walks AS walks,
        arrayDistinct(arrayMap(x -> x.1, d.walks)) AS days,
        -- The day on which there was enough of them.
        toNullable(arrayFirst((day, i) -> i >= 3 AND day >= days[1] + 60, days, arrayEnumerate(days))) AS vanished_on,
        a.a.1 AS capture_id, toNullable(a.a.2) AS answered_at, a.a.4 AS answer,
        cityHash64(site_id, url, walks, capture_id, answer) AS hash
    FROM waiting AS w
    INNER JOIN denied AS d ON d.report_id = w.report_id
    INNER JOIN answers AS a ON a.report_id = w.report_id
    WHERE a.a.4 != ''
),
present AS
(
    SELECT report_id, last_seen_at, site_id, url, vanished_on, walks, capture_id, answered_at, answer, cityHash64(site_id, url, walks, capture_id, answer) AS hash
    FROM vanished_history FINAL
    WHERE returned_at IS NULL AND report_id IN (SELECT report_id FROM concerned)
),
back AS
(
    SELECT p.report_id AS report_id, min(c.fetched_at) AS at
    FROM present AS p
    INNER JOIN documents AS d ON d.report_id = p.report_id
    INNER JOIN (SELECT url, sha256, fetched_at FROM fetched WHERE outcome IN ('ok', 'not_modified')) AS c
        ON c.url = d.url AND c.sha256 = d.sha256
    WHERE c.fetched_at > p.last_seen_at
    GROUP BY report_id
)
SELECT if(c.report_id != '' AS gone, c.report_id, p.report_id), if(gone, c.last_seen_at, p.last_seen_at), {generation:UInt64}, NOT gone AND b.report_id = '',
    if(gone, c.site_id, p.site_id), if(gone, c.url, p.url), if(gone, c.vanished_on, p.vanished_on), if(gone OR b.report_id = '', NULL, b.at),
    if(gone, c.walks, p.walks), if(gone, c.capture_id, p.capture_id), if(gone, c.answered_at, p.answered_at), if(gone, c.answer, p.answer)
FROM current AS c
FULL OUTER JOIN present AS p ON p.report_id = c.report_id AND p.last_seen_at = c.last_seen_at
LEFT JOIN back AS b ON b.report_id = p.report_id
WHERE NOT gone OR p.hash != c.hash
