-- One row a report: which reading is current, its versions, when it was seen, between which
-- days it was published and by how many days it was late. Only rows that say something new
-- are written; reports that have no reading any more get a row that hides them.
--
-- Of the reports of one slice. target is report_states, or a table that is put into it once all slices are there.
-- Source: refreshing_reports, refreshing_captures, readings, crawls_history, walks_history.
-- Parameters: target, generation, slice.
INSERT INTO {target:Identifier} (report_id, reading_id, generation, is_deleted, state_hash, version, versions, history, first_seen_at, last_seen_at, last_confirmed_at,
    published_low, published_high, days_late_low, days_late_high,
    agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
    fiscal_year, form, scope, title, url, site_id, sha256, outcome, parser_version, charset, content_type, index_number, document_number,
    issued_on, published_on, date_candidates, contact_address, contact_postcode, contact_phone,
    sections, problems, improvements, topics, measures, attachments,
    figures, checks_pass, checks_fail, checks_vacuous, checks_not_assessable, cells_checked, cells_wrong, deadline, deadline_adjusted, deadline_basis,
    obtained, seen_on_site, text_checks)
WITH
coalesce(r.contact_address, r.contact_postcode, r.contact_phone) IS NOT NULL AS own_contact,
fetched AS
(
    SELECT url, sha256, site_id, crawl_id, list_url, parent_url, role, outcome, http_status, fetched_at FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
concerned AS
(
    SELECT report_id FROM refreshing_reports WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
-- What each document is today: by the newest parser, by the last attempt. contents is what
-- every version of the parser made of it.
documents AS
(
    SELECT url, sha256, d.1 AS reading_id, d.2 AS report_id, d.3 AS rank, d.4 AS figures, d.5 AS claim, contents
    FROM
    (
        SELECT url, sha256, argMax(read.1, parser_version) AS d, groupArray(tuple(parser_version, read.2)) AS contents
        FROM
        (
            SELECT url, sha256, parser_version,
                argMax(tuple(tuple(reading_id, report_id, indexOf(['image_only', 'partial', 'ok'], toString(outcome)), figures,
                             -- No day before the year that is reported on is credible.
                             if(published_on >= makeDate(fiscal_year, 1, 1), published_on, NULL)), content_hash),
                       tuple(read_at, reading_id)) AS read
            FROM readings
            WHERE url IN (SELECT url FROM fetched) AND sha256 NOT IN (SELECT sha256 FROM takedowns_history WHERE figures = 'hide')
            GROUP BY url, sha256, parser_version
        )
        GROUP BY url, sha256
    )
),
-- Every sighting of a document that is a report. An address may show another year's report
-- later: the body decides which report was seen. rank says how well it could be read.
sightings AS
(
    SELECT d.report_id AS report_id, d.url AS url, d.reading_id AS reading_id, d.contents AS contents, d.rank AS rank,
        d.figures AS figures, d.claim AS claim, c.site_id AS site_id, c.crawl_id AS crawl_id, c.fetched_at AS fetched_at, c.role = 'file' AS from_disk,
        -- What a web archive has was received from the site, by its crawl; what a person brought says what the person says.
        c.role = 'file' AND c.http_status = 0 AS brought,
        -- The server said that nothing has changed; where another address led to the same page, nobody asked it.
        c.http_status = 304 AS confirmed,
        if(c.role = 'attachment', c.parent_url, '') AS page_url
    FROM (SELECT * FROM fetched WHERE sha256 != '' AND outcome IN ('ok', 'not_modified')) AS c
    INNER JOIN documents AS d ON c.url = d.url AND c.sha256 = d.sha256
    WHERE d.report_id IN (SELECT report_id FROM concerned)
),
-- What is known of the address of each sighting: when it first and last showed the report,
-- and how well its last content could be read.
addressed AS
(
    SELECT report_id, url, site_id, reading_id, contents, claim, fetched_at, confirmed, page_url, from_disk, brought,
        min(tuple(fetched_at, crawl_id)) OVER address AS first,
        max(tuple(fetched_at, crawl_id)) OVER address AS last,
        max(tuple(fetched_at, rank, figures)) OVER address AS latest,
        min(from_disk) OVER address AS on_disk
    FROM sightings
    WINDOW address AS (PARTITION BY report_id, url, site_id)
),
-- An address that was gone before another of the same site and rank came has moved there.
settled AS
(
    SELECT *, NOT (newest.1 > last.1 AND newest.2 != last.2) AS alive
    FROM (SELECT *, max(first) OVER (PARTITION BY report_id, site_id, latest.2) AS newest FROM addressed)
),
-- home: the one address that the report is shown from.
housed AS
(
    SELECT *, first_value(tuple(url, site_id, first.1, first.2)) OVER
        (PARTITION BY report_id ORDER BY latest.2 DESC, alive DESC, latest.3 DESC, on_disk, first.1, url, site_id) AS home
    FROM settled
),
-- Versions: the contents that this address showed one after the other, and before it the
-- addresses of the same site that it replaced. A mirror or an attachment beside it is none.
gathered AS
(
    SELECT report_id,
        arraySort(groupArrayIf(tuple(fetched_at, reading_id, contents),
            url = home.1 AND site_id = home.2 OR site_id = home.2 AND last.1 < home.3 AND last.2 != home.4)) AS seen,
        -- On the site, where it was seen there; else the days that whoever brought it names.
        min(brought) = 0 AS seen_on_site,
        if(seen_on_site, minIf(fetched_at, NOT brought), min(fetched_at)) AS first_seen_at,
        if(seen_on_site, maxIf(fetched_at, NOT brought), max(fetched_at)) AS last_seen_at,
        maxOrNullIf(fetched_at, confirmed) AS last_confirmed_at,
        groupUniqArrayIf(claim, NOT brought) AS claims, -- leaves NULL out
        groupUniqArray(tuple(reading_id, from_disk, brought)) AS origins,
        argMaxIf(page_url, fetched_at, url = home.1 AND site_id = home.2) AS page_url,
        arraySort(groupArrayIf(tuple(fetched_at, url, reading_id), site_id = home.2)) AS documents_seen
    FROM housed
    GROUP BY report_id
),
-- Two contents are told apart by what one and the same version of the parser made of both, the
-- newest of them: what a newer one reads otherwise is our change, not the agency's. Where none
-- has read both yet, nothing is known to have changed.
versioned AS
(
    SELECT report_id, first_seen_at, last_seen_at, last_confirmed_at, claims, seen_on_site, origins,
        -- The page of the same report that announces the attachment which it is shown from.
        arrayLast(d -> d.2 = page_url, documents_seen).3 AS page_reading_id,
        arraySplit((s, changed) -> changed, seen, arrayMap((s, before) -> s.2 != before.2
            AND arrayReverseSort(arrayMap(now -> tuple(now.1, NOT has(before.3, now)), arrayFilter(now -> has(before.3.1, now.1), s.3)))[1].2,
            seen, arrayPushFront(arrayPopBack(seen), seen[1]))) AS runs,
        arrayMap(r -> tuple(r[1].2, r[1].1, r[-1].1), runs) AS history
    FROM gathered
),
-- When the report was first named, in which list, and by which crawls. A fetch that failed
-- names it too: the list had it.
named AS
(
    SELECT d.report_id AS report_id,
        min(c.fetched_at) AS named_at,
        argMin(tuple(c.site_id, c.list_url), tuple(c.list_url = '', c.fetched_at)) AS list,
        groupUniqArray(c.crawl_id) AS crawl_ids
    FROM (SELECT DISTINCT report_id, url FROM documents WHERE report_id IN (SELECT report_id FROM concerned)) AS d
    INNER JOIN fetched AS c ON c.url = d.url
    LEFT JOIN (SELECT url, sha256, report_id AS shown FROM documents) AS o ON o.url = c.url AND o.sha256 = c.sha256
    WHERE o.shown = '' OR o.shown = d.report_id
    GROUP BY d.report_id
),
-- A crawl that found it saw the list with it in: only what ended before that crawl began can
-- have seen the list without.
found AS
(
    SELECT n.report_id AS report_id, n.list.1 AS site_id, n.list.2 AS url,
        least(n.named_at, min(if(k.crawl_id = '', n.named_at, k.started_at))) AS began
    FROM (SELECT report_id, named_at, list, arrayJoin(crawl_ids) AS crawl_id FROM named WHERE list.2 != '') AS n
    LEFT JOIN
    (
        SELECT crawl_id, started_at FROM crawls_history FINAL WHERE site_id IN (SELECT site_id FROM fetched)
        UNION ALL
        SELECT crawl_id, min(started_at) FROM walks_history WHERE site_id IN (SELECT site_id FROM fetched) GROUP BY crawl_id
    ) AS k ON k.crawl_id = n.crawl_id
    GROUP BY n.report_id, n.named_at, n.list
),
-- The last complete walk of that list before. The walk's beginning counts: what appeared
-- while it ran may have been missed. A walk that found nothing says nothing: a page without
-- documents may be any page.
absent AS
(
    SELECT f.report_id AS report_id, toNullable(toDate(w.started_at, 'Asia/Shanghai')) AS published_low
    FROM found AS f
    ASOF INNER JOIN (SELECT site_id, url, started_at, finished_at FROM walks_history FINAL
                     WHERE site_id IN (SELECT site_id FROM fetched) AND state = 'complete' AND links > 0) AS w
        ON w.site_id = f.site_id AND w.url = f.url AND f.began > w.finished_at
),
states AS
(
    SELECT v.report_id AS report_id, v.history[-1].1 AS reading_id, v.page_reading_id AS page_reading_id, toUInt32(length(v.history)) AS versions, v.history AS history,
        v.first_seen_at AS first_seen_at, v.last_seen_at AS last_seen_at, v.last_confirmed_at AS last_confirmed_at, a.published_low AS published_low,
        -- A claim that the walk contradicts is not credible; then the sighting stands.
        -- Of what was not seen on the site, neither says that it was there.
        if(v.seen_on_site, toNullable(arrayMin(arrayPushBack(arrayFilter(d -> a.published_low IS NULL OR d >= assumeNotNull(a.published_low), arrayMap(d -> assumeNotNull(d), v.claims)),
            toDate(v.first_seen_at, 'Asia/Shanghai')))), NULL) AS published_high,
        v.seen_on_site AS seen_on_site,
        multiIf(arrayExists(o -> o.1 = reading_id AND NOT o.2, v.origins), 'crawled', arrayExists(o -> o.1 = reading_id AND NOT o.3, v.origins), 'warc', 'brought') AS obtained,
        cityHash64(reading_id, page_reading_id, history, first_seen_at, last_seen_at, toString(tuple(published_low, published_high, last_confirmed_at)))
            + if(obtained = 'crawled' AND seen_on_site, 0, cityHash64(obtained, seen_on_site)) AS state_hash
    FROM versioned AS v
    LEFT JOIN absent AS a ON a.report_id = v.report_id
),
changes AS
(
    SELECT s.report_id = '' AS is_deleted, if(is_deleted, n.report_id, s.report_id) AS report_id, s.reading_id AS reading_id, s.page_reading_id AS page_reading_id, s.state_hash AS state_hash,
        s.versions AS versions, s.history AS history, s.first_seen_at AS first_seen_at, s.last_seen_at AS last_seen_at, if(is_deleted, NULL, s.last_confirmed_at) AS last_confirmed_at,
        s.published_low AS published_low, if(is_deleted, NULL, s.published_high) AS published_high, s.obtained AS obtained, s.seen_on_site AS seen_on_site
    FROM states AS s
    FULL OUTER JOIN (SELECT report_id, state_hash FROM report_states FINAL WHERE report_id IN (SELECT report_id FROM concerned)) AS n ON n.report_id = s.report_id
    WHERE n.report_id = '' OR s.report_id = '' OR n.state_hash != s.state_hash
)
SELECT x.report_id, x.reading_id, {generation:UInt64}, x.is_deleted, x.state_hash, x.versions, x.versions, x.history, x.first_seen_at, x.last_seen_at, x.last_confirmed_at,
    x.published_low, x.published_high,
    toInt32(x.published_low - coalesce(r.deadline_adjusted, r.deadline)), toInt32(x.published_high - r.deadline),
    r.agency_id, r.agency_name, r.agency_as_printed, r.division_code, r.division_name, r.county_code, r.level, r.family, r.parent_agency_id, r.vertical,
    ifNull(r.fiscal_year, 0), r.form, r.scope, r.title, r.url, r.site_id, r.sha256, r.outcome, r.parser_version, r.charset, r.content_type,
    coalesce(r.index_number, p.index_number), coalesce(r.document_number, p.document_number), coalesce(r.issued_on, p.issued_on),
    -- The page says when it was put there; a date in its file is rather when that was written.
    coalesce(p.published_on, r.published_on),
    if(p.reading_id = '', r.date_candidates,
        concat('[', arrayStringConcat(arrayDistinct(arrayConcat(JSONExtractArrayRaw(r.date_candidates), JSONExtractArrayRaw(p.date_candidates))), ','), ']')),
    -- One contact, never half of it from here and half from there.
    if(own_contact, r.contact_address, p.contact_address), if(own_contact, r.contact_postcode, p.contact_postcode), if(own_contact, r.contact_phone, p.contact_phone),
    r.sections, r.problems, r.improvements, r.topics, r.measures, r.attachments,
    r.figures, r.checks_pass, r.checks_fail, r.checks_vacuous, r.checks_not_assessable, r.cells_checked, r.cells_wrong, r.deadline, r.deadline_adjusted, r.deadline_basis,
    x.obtained, x.seen_on_site, r.text_checks
-- The joins hold their right sides in memory: the narrow ones.
FROM (SELECT * FROM readings WHERE url IN (SELECT url FROM fetched)) AS r
RIGHT JOIN changes AS x ON r.reading_id = x.reading_id
-- What only the page prints of a report that is shown from its attachment. Figures and what
-- the text says are never taken from there.
LEFT JOIN
(
    SELECT reading_id, index_number, document_number, issued_on, published_on, date_candidates, contact_address, contact_postcode, contact_phone
    FROM readings
    WHERE url IN (SELECT parent_url FROM fetched WHERE role = 'attachment')
) AS p ON p.reading_id = x.page_reading_id
