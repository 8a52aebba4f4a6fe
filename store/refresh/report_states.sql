-- One row a report: which reading is current, its versions, when it was seen, between which
-- days it was published and by how many days it was late. Only rows that say something new
-- are written; reports that have no reading any more get a row that hides them.
INSERT INTO report_states (report_id, reading_id, generation, is_deleted, state_hash, version, versions, history, first_seen_at, last_seen_at,
    published_low, published_high, days_late_low, days_late_high,
    agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
    fiscal_year, form, scope, title, url, site_id, sha256, outcome, parser_version, charset, content_type, index_number, document_number,
    issued_on, published_on, date_candidates, contact_address, contact_postcode, contact_phone,
    sections, problems, improvements, topics, measures, attachments,
    figures, checks_pass, checks_fail, checks_vacuous, checks_not_assessable, deadline, deadline_adjusted, deadline_basis)
WITH
-- What each document is today: by the newest parser, by the last attempt.
documents AS
(
    SELECT url, sha256, d.1 AS reading_id, d.2 AS report_id, d.3 AS content_hash, d.4 AS outcome, d.5 AS figures, d.6 AS published_on,
        d.7 AS fiscal_year, d.8 AS deadline, d.9 AS deadline_adjusted
    FROM
    (
        SELECT url, sha256,
            argMax(tuple(reading_id, report_id, content_hash, toString(outcome), figures, published_on, fiscal_year, deadline, deadline_adjusted),
                   tuple(parser_version, read_at, reading_id)) AS d
        FROM readings
        GROUP BY url, sha256
    )
),
-- Every sighting of a document that is a report. A capture of the same body as another
-- report's never counts for this one: an address may show another year's report later.
sightings AS
(
    SELECT d.report_id AS report_id, d.url AS url, d.reading_id AS reading_id, d.content_hash AS content_hash, d.outcome AS outcome,
        d.figures AS figures, c.site_id AS site_id, c.crawl_id AS crawl_id, c.fetched_at AS fetched_at, c.role AS role
    FROM (SELECT url, sha256, site_id, crawl_id, fetched_at, role FROM captures_history FINAL
          WHERE sha256 != '' AND outcome IN ('ok', 'not_modified') AND role IN ('report', 'attachment', 'file')) AS c
    INNER JOIN documents AS d ON c.url = d.url AND c.sha256 = d.sha256
    WHERE d.report_id != ''
),
-- The addresses of a report. rank: how well its last content could be read.
addresses AS
(
    SELECT report_id, url, site_id,
        min(fetched_at) AS first_seen, max(fetched_at) AS last_seen,
        argMin(crawl_id, fetched_at) AS first_crawl, argMax(crawl_id, fetched_at) AS last_crawl,
        argMax(indexOf(['image_only', 'partial', 'ok'], outcome), fetched_at) AS rank,
        argMax(figures, fetched_at) AS figures,
        min(role = 'file') AS from_disk
    FROM sightings
    GROUP BY report_id, url, site_id
),
-- An address that was gone before another of the same site and rank came has moved there.
ranked AS
(
    SELECT a.*,
        a.rank = max(a.rank) OVER (PARTITION BY a.report_id) AS best,
        max(tuple(a.first_seen, a.first_crawl)) OVER (PARTITION BY a.report_id, a.site_id, a.rank) AS newest,
        NOT (newest.1 > a.last_seen AND newest.2 != a.last_crawl) AS alive
    FROM addresses AS a
),
-- The one address that the report is shown from.
homes AS
(
    SELECT report_id, url, site_id, first_seen, first_crawl
    FROM ranked
    ORDER BY report_id, best DESC, alive DESC, figures DESC, from_disk, first_seen, url, site_id
    LIMIT 1 BY report_id
),
-- Versions: the contents that this address showed one after the other, and before it the
-- addresses of the same site that it replaced. A mirror or an attachment beside it is none.
lines AS
(
    SELECT s.report_id AS report_id,
        arraySort(groupArray(tuple(s.fetched_at, s.content_hash, s.reading_id))) AS seen
    FROM sightings AS s
    INNER JOIN addresses AS a ON a.report_id = s.report_id AND a.url = s.url AND a.site_id = s.site_id
    INNER JOIN homes AS h ON h.report_id = s.report_id
    WHERE (s.url = h.url AND s.site_id = h.site_id)
        OR (a.site_id = h.site_id AND a.last_seen < h.first_seen AND a.last_crawl != h.first_crawl)
    GROUP BY s.report_id
),
versioned AS
(
    SELECT report_id,
        arraySplit((s, changed) -> changed, seen, arrayMap((s, i) -> i > 1 AND s.2 != seen[i - 1].2, seen, arrayEnumerate(seen))) AS runs,
        arrayMap(r -> tuple(r[1].3, r[1].1, r[-1].1), runs) AS history
    FROM lines
),
-- When the report was first named, in which list, and when that crawl began. A fetch that
-- failed names it too: the list had it.
named AS
(
    SELECT d.report_id AS report_id,
        min(c.fetched_at) AS named_at,
        argMin(c.site_id, tuple(c.list_url = '', c.fetched_at)) AS list_site,
        argMin(c.list_url, tuple(c.list_url = '', c.fetched_at)) AS list_url,
        groupUniqArray(c.crawl_id) AS crawl_ids
    FROM (SELECT DISTINCT report_id, url FROM documents WHERE report_id != '') AS d
    INNER JOIN (SELECT url, sha256, site_id, crawl_id, list_url, fetched_at FROM captures_history FINAL
                WHERE role IN ('report', 'attachment', 'file')) AS c ON c.url = d.url
    LEFT JOIN (SELECT url, sha256, report_id AS shown FROM documents) AS o ON o.url = c.url AND o.sha256 = c.sha256
    WHERE o.shown = '' OR o.shown = d.report_id
    GROUP BY d.report_id
),
crawl_begin AS
(
    SELECT n.report_id AS report_id, least(n.named_at, min(if(k.crawl_id = '', n.named_at, k.started_at))) AS before
    FROM (SELECT report_id, named_at, arrayJoin(crawl_ids) AS crawl_id FROM named) AS n
    LEFT JOIN
    (
        SELECT crawl_id, started_at FROM crawls_history FINAL
        UNION ALL
        SELECT crawl_id, min(started_at) FROM walks_history GROUP BY crawl_id
    ) AS k ON k.crawl_id = n.crawl_id
    GROUP BY n.report_id, n.named_at
),
-- The last complete walk of that list before the crawl that found it. The walk's beginning
-- counts: what appeared while it ran may have been missed.
absent AS
(
    SELECT n.report_id AS report_id, toNullable(toDate(w.started_at, 'Asia/Shanghai')) AS published_low
    FROM (SELECT named.report_id AS report_id, list_site, list_url, before FROM named INNER JOIN crawl_begin ON crawl_begin.report_id = named.report_id WHERE list_url != '') AS n
    ASOF INNER JOIN (SELECT site_id, url, started_at, finished_at FROM walks_history FINAL WHERE state = 'complete') AS w
        ON w.site_id = n.list_site AND w.url = n.list_url AND n.before > w.finished_at
),
seen AS
(
    SELECT report_id, min(first_seen) AS first_seen_at, max(last_seen) AS last_seen_at FROM addresses GROUP BY report_id
),
claims AS
(
    SELECT report_id, groupUniqArray(assumeNotNull(published_on)) AS claimed
    FROM documents
    WHERE report_id != '' AND published_on IS NOT NULL
        AND published_on >= makeDate(assumeNotNull(fiscal_year), 1, 1) -- no day before the year that is reported on
    GROUP BY report_id
),
states AS
(
    SELECT v.report_id AS report_id,
        v.history[-1].1 AS reading_id,
        toUInt32(length(v.history)) AS versions,
        v.history AS history,
        s.first_seen_at AS first_seen_at,
        s.last_seen_at AS last_seen_at,
        a.published_low AS published_low,
        toDate(s.first_seen_at, 'Asia/Shanghai') AS sighted,
        -- A claim that the walk contradicts is not credible; then the sighting stands.
        arrayMin(arrayPushBack(arrayFilter(d -> a.published_low IS NULL OR d >= assumeNotNull(a.published_low), c.claimed), sighted)) AS published_high
    FROM versioned AS v
    INNER JOIN seen AS s ON s.report_id = v.report_id
    LEFT JOIN absent AS a ON a.report_id = v.report_id
    LEFT JOIN claims AS c ON c.report_id = v.report_id
),
dated AS
(
    SELECT s.report_id AS report_id, s.reading_id AS reading_id, s.versions AS versions, s.history AS history,
        s.first_seen_at AS first_seen_at, s.last_seen_at AS last_seen_at, s.published_low AS published_low,
        toNullable(s.published_high) AS published_high,
        toInt32(s.published_low - coalesce(d.deadline_adjusted, d.deadline)) AS days_late_low,
        toInt32(s.published_high - d.deadline) AS days_late_high,
        cityHash64(s.report_id, s.reading_id, s.history, s.first_seen_at, s.last_seen_at,
            toString(tuple(s.published_low, s.published_high, d.deadline, d.deadline_adjusted))) AS state_hash
    FROM states AS s
    INNER JOIN documents AS d ON d.reading_id = s.reading_id
),
now_shown AS
(
    SELECT report_id, state_hash FROM report_states FINAL
),
changes AS
(
    SELECT report_id, reading_id, toUInt8(0) AS is_deleted, state_hash, versions, history, first_seen_at, last_seen_at,
        published_low, published_high, days_late_low, days_late_high
    FROM dated
    WHERE (report_id, state_hash) NOT IN (SELECT report_id, state_hash FROM now_shown)
    UNION ALL
    SELECT report_id, '', 1, 0, 0, [], toDateTime64(0, 3, 'UTC'), toDateTime64(0, 3, 'UTC'), NULL, NULL, NULL, NULL
    FROM now_shown
    WHERE report_id NOT IN (SELECT report_id FROM dated)
)
SELECT x.report_id, x.reading_id, {generation:UInt64}, x.is_deleted, x.state_hash, x.versions, x.versions, x.history, x.first_seen_at, x.last_seen_at,
    x.published_low, x.published_high, x.days_late_low, x.days_late_high,
    r.agency_id, r.agency_name, r.agency_as_printed, r.division_code, r.division_name, r.county_code, r.level, r.family, r.parent_agency_id, r.vertical,
    ifNull(r.fiscal_year, 0), r.form, r.scope, r.title, r.url, r.site_id, r.sha256, r.outcome, r.parser_version, r.charset, r.content_type, r.index_number, r.document_number,
    r.issued_on, r.published_on, r.date_candidates, r.contact_address, r.contact_postcode, r.contact_phone,
    r.sections, r.problems, r.improvements, r.topics, r.measures, r.attachments,
    r.figures, r.checks_pass, r.checks_fail, r.checks_vacuous, r.checks_not_assessable, r.deadline, r.deadline_adjusted, r.deadline_basis
FROM changes AS x
LEFT JOIN readings AS r ON r.reading_id = x.reading_id
