-- Which reports the law expects, and what became of each.
--
-- Expected are the agencies that are known, from their reports, from columns named after them
-- or from a register (an agency whose name is not certain is not one), for the fiscal years from
-- the first that the agency shows or its register names, or its county shows where neither does,
-- to the last whose deadline has passed. Years in which there was no such agency are left out
-- (deadlines), and in a year in which there may have been none nothing is missed. Where the law
-- sets no deadline 31 March stands for it, to end the list of years, and no report is judged.
--
-- Nobody is late but where a complete walk after the deadline did not have the report yet. A
-- report is "not found" only where every list of its agency was walked to its end in the
-- last crawl, after the deadline, none of them is gone without having been replaced, and no
-- document waits in these lists that may be it. A complete walk that found no document
-- is that of a page of lists: it says nothing itself.
--
-- Where, besides, crawls on at least 3 days over at least 60 days after the deadline walked every
-- list of the agency to its end (agency_walks, on each site that has such lists), the reason says
-- so. "Not published" is said only where, then, also
--   every attachment that the pages of these lists offer was fetched and read, as far as the page
--   itself is not a report that is known, and
--   the last time that the search of each of these sites was asked, on a day that ends such 60 days
--   and not more than 200 days before the last of these walks, it had found another report of the
--   agency right before, and had none of this year (searches).
-- A report that is known only from what a person brought was not seen on the site: nothing is said
-- of when it was published, nor that it is not there.
--
-- A search that was asked and proves nothing leaves it not found; the reason says why.
--
-- What somebody decided to be our error (cases) is said of nobody: late, not found or not published is unknown
-- then, as long as nothing else comes out.
--
-- Source: agencies, deadlines, reports, agency_lists_history, list_attachments_history, crawls, walks, unread_links, agency_walks, searches, findings_ours.
-- Parameters: run (number of the score run), today (the day in China), units (the counties, and divisions above them, of the agencies).
INSERT INTO expected_reports_history (run_id, agency_id, fiscal_year, deadline, deadline_adjusted, deadline_basis,
    status, reason, report_id, days_late_low, days_late_high)
WITH
known AS
(
    SELECT agency_id, coalesce(county_code, division_code, '') AS county, ifNull(toYear(valid_from), 0) AS founded
    FROM agencies
    WHERE NOT startsWith(agency_id, 'unresolved-') AND county IN {units:Array(String)}
),
agency_years AS
(
    SELECT agency_id, min(fiscal_year) AS first_year FROM reports WHERE agency_id IN (SELECT agency_id FROM known) GROUP BY agency_id
),
county_years AS
(
    SELECT k.county AS county, min(y.first_year) AS first_year
    FROM agency_years AS y
    INNER JOIN known AS k ON k.agency_id = y.agency_id
    WHERE k.county != ''
    GROUP BY k.county
),
due AS
(
    SELECT d.agency_id AS agency_id, d.fiscal_year AS fiscal_year, d.deadline AS deadline, d.deadline_adjusted AS deadline_adjusted, d.deadline_basis AS deadline_basis,
        coalesce(d.deadline_adjusted, d.deadline, makeDate(d.fiscal_year + 1, 3, 31)) AS last_day,
        d.certain AS certain,
        multiIf(a.first_year > 0 AND k.founded > 0, least(a.first_year, k.founded), a.first_year > 0, a.first_year,
            k.founded > 0, k.founded, c.first_year) AS first_year -- 0: the join found none
    FROM deadlines AS d
    INNER JOIN known AS k ON k.agency_id = d.agency_id
    LEFT JOIN agency_years AS a ON a.agency_id = d.agency_id
    LEFT JOIN county_years AS c ON c.county = k.county
    WHERE first_year > 0 AND d.fiscal_year >= first_year AND last_day < {today:Date}
),
-- Where an agency's reports are to be looked for: the lists that named some of them, and the
-- columns named after it.
lists AS
(
    SELECT agency_id, site_id, url FROM agency_lists_history FINAL WHERE agency_id IN (SELECT agency_id FROM known)
    UNION DISTINCT
    SELECT agency_id, site_id, url FROM walks WHERE agency_id IN (SELECT agency_id FROM known)
),
last_crawls AS
(
    SELECT site_id, argMax(crawl_id, started_at) AS crawl_id FROM crawls WHERE finished_at IS NOT NULL GROUP BY site_id
),
doubts AS
(
    SELECT site_id, list_url, groupArray(tuple(agency_id, ifNull(fiscal_year, 0))) AS waiting FROM unread_links GROUP BY site_id, list_url
),
walked AS
(
    SELECT l.agency_id AS agency_id,
        count() AS lists,
        countIf(w.state = 'complete') AS complete,
        countIf(w.state = 'blocked') AS blocked,
        min(toDate(w.started_at, 'Asia/Shanghai')) AS day,
        arrayFlatten(groupArray(u.waiting)) AS waiting
    FROM lists AS l
    INNER JOIN (SELECT w.site_id AS site_id, w.url AS url, w.state AS state, w.started_at AS started_at
                FROM walks AS w INNER JOIN last_crawls AS c ON c.site_id = w.site_id AND c.crawl_id = w.crawl_id
                WHERE w.state != 'complete' OR w.links > 0) AS w
        ON w.site_id = l.site_id AND w.url = l.url
    LEFT JOIN doubts AS u ON u.site_id = l.site_id AND u.list_url = l.url
    GROUP BY l.agency_id
),
-- Lists that are lost: what they would name is not known.
gone AS
(
    SELECT agency_id, count() AS lists FROM agency_lists_history FINAL WHERE lost = 1 AND agency_id IN (SELECT agency_id FROM known) GROUP BY agency_id
),
-- The days on which all lists of an agency were walked to their end, by site.
walked_wholly AS
(
    SELECT agency_id, groupUniqArray(site_id) AS sites, groupArrayIf(tuple(site_id, day), complete = lists) AS days FROM agency_walks WHERE agency_id IN (SELECT agency_id FROM known) GROUP BY agency_id
),
-- Attachments of pages that are no known report and that were not had, or not read: any of them may
-- be the report.
unchecked AS
(
    SELECT l.agency_id AS agency_id, sum(c.unchecked) AS attachments
    FROM lists AS l
    INNER JOIN (SELECT site_id, url, unchecked FROM list_attachments_history FINAL) AS c ON c.site_id = l.site_id AND c.url = l.url
    GROUP BY l.agency_id
),
-- What the search of each site said last of a report.
searched AS
(
    SELECT agency_id, fiscal_year, groupArray(tuple(site_id, last.1, last.2)) AS asked
    FROM
    (
        SELECT agency_id, fiscal_year, site_id, argMax(tuple(toDate(asked_at, 'Asia/Shanghai'), toString(outcome)), asked_at) AS last
        FROM searches
        WHERE agency_id IN (SELECT agency_id FROM known)
        GROUP BY agency_id, fiscal_year, site_id
    )
    GROUP BY agency_id, fiscal_year
),
cleared AS
(
    SELECT f.report_id AS report_id, groupUniqArray(toString(f.indicator)) AS statuses FROM findings_ours AS f FINAL WHERE f.ours = 1 AND f.rule = 'timeliness' GROUP BY report_id
)
SELECT {run:UInt64}, d.agency_id, d.fiscal_year, d.deadline, d.deadline_adjusted, d.deadline_basis,
    (if(has(o.statuses, (multiIf(
        r.report_id != '' AND d.deadline IS NULL, ('unknown', 'no_deadline'),
        r.report_id != '' AND r.seen_on_site = 0, ('unknown', 'only_brought'),
        r.report_id != '' AND ifNull(r.days_late_low, 0) > 0, ('late', 'absent_after_deadline'),
        r.report_id != '' AND ifNull(r.days_late_high, 1) <= 0, ('on_time', 'there_by_deadline'),
        r.report_id != '' AND r.published_low IS NULL, ('unknown', 'never_seen_absent'),
        r.report_id != '', ('unknown', 'interval_spans_deadline'),
        d.certain = 0, ('unknown', 'existence_uncertain'),
        w.blocked > 0, ('blocked', 'challenge'),
        d.deadline IS NULL, ('unknown', 'no_deadline'),
        w.lists = 0, ('unknown', 'not_walked'),
        w.complete < w.lists + g.lists, ('unknown', 'walk_incomplete'),
        w.day <= d.last_day, ('unknown', 'not_walked_since'),
        arrayExists(u -> u.1 IN ('', d.agency_id) AND u.2 IN (0, d.fiscal_year), w.waiting), ('unknown', 'unread_document'),
        NOT (notEmpty(h.sites) AND arrayAll(site -> length(arrayDistinct(arrayFilter(w -> w.1 = site AND w.2 > d.last_day, h.days)) AS seen) >= 3
            AND dateDiff('day', arrayMin(seen.2), arrayMax(seen.2)) >= 60, h.sites)), ('not_found', 'walked_completely'),
        a.attachments > 0, ('not_found', 'attachments_unchecked'),
        arrayAll(site -> arrayExists(q -> q.1 = site AND q.3 IN ('nothing', 'others')
            AND dateDiff('day', arrayMin((arrayFilter(w -> w.1 = site AND w.2 > d.last_day, h.days) AS walks).2), q.2) >= 60
            AND dateDiff('day', q.2, arrayMax(walks.2)) <= 200, s.asked), h.sites), ('not_published', 'absent_from_search'),
        arrayExists(q -> q.3 NOT IN ('nothing', 'others'), s.asked), ('not_found', 'search_' || arrayFirst(q -> q.3 NOT IN ('nothing', 'others'), s.asked).3),
        ('not_found', 'absent_on_three_days')) AS found).1) AND found.1 IN ('late', 'not_found', 'not_published'), ('unknown', 'confirmed_ours'), found) AS verdict).1, verdict.2, nullIf(r.report_id, ''),
    if(verdict.2 = 'confirmed_ours', NULL, r.days_late_low), if(verdict.2 = 'confirmed_ours', NULL, r.days_late_high)
FROM due AS d
LEFT JOIN
(
    SELECT report_id, agency_id, fiscal_year, days_late_low, days_late_high, published_low, seen_on_site FROM reports WHERE agency_id IN (SELECT agency_id FROM known)
) AS r ON r.agency_id = d.agency_id AND r.fiscal_year = d.fiscal_year
LEFT JOIN walked AS w ON w.agency_id = d.agency_id
LEFT JOIN gone AS g ON g.agency_id = d.agency_id
LEFT JOIN walked_wholly AS h ON h.agency_id = d.agency_id
LEFT JOIN unchecked AS a ON a.agency_id = d.agency_id
LEFT JOIN searched AS s ON s.agency_id = d.agency_id AND s.fiscal_year = d.fiscal_year
LEFT JOIN cleared AS o ON o.report_id = concat(d.agency_id, '-', toString(d.fiscal_year))
