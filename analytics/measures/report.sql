-- One report: what it says of itself, where and when it was seen, and how its checks came out.
-- page_url is the page that announces the report, where the report itself is an attachment.
-- Unit: days late are signed, NULL where not known. Source: reports, agencies, captures.
-- Parameters: report (a report_id).
SELECT
    r.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    toString(a.family) AS family,
    nullIf(ifNull(r.agency_as_printed, ''), '') AS agency_as_printed,
    r.fiscal_year AS fiscal_year,
    nullIf(ifNull(toString(r.form), ''), '') AS form,
    toString(r.scope) AS scope,
    toString(r.outcome) AS outcome,
    nullIf(ifNull(r.title, ''), '') AS title,
    r.url AS url,
    nullIf(ifNull(p.page_url, ''), '') AS page_url,
    r.site_id AS site_id,
    r.issued_on AS issued_on,
    r.published_on AS published_on,
    r.published_low AS published_low,
    r.published_high AS published_high,
    r.first_seen_at AS first_seen_at,
    r.last_seen_at AS last_seen_at,
    r.last_confirmed_at AS last_confirmed_at,
    r.deadline AS deadline,
    r.deadline_adjusted AS deadline_adjusted,
    nullIf(ifNull(toString(r.deadline_basis), ''), '') AS deadline_basis,
    r.days_late_low AS days_late_low,
    r.days_late_high AS days_late_high,
    nullIf(ifNull(r.index_number, ''), '') AS index_number,
    nullIf(ifNull(r.document_number, ''), '') AS document_number,
    nullIf(ifNull(r.contact_address, ''), '') AS contact_address,
    nullIf(ifNull(r.contact_postcode, ''), '') AS contact_postcode,
    nullIf(ifNull(r.contact_phone, ''), '') AS contact_phone,
    r.problems AS problems,
    r.improvements AS improvements,
    arrayMap(t -> t.1, r.topics) AS topics,
    arrayMap(t -> t.2, r.topics) AS topic_articles,
    arrayMap(m -> m.1, r.measures) AS measures,
    r.attachments AS attachments,
    toInt64(r.parser_version) AS parser_version,
    r.sha256 AS sha256,
    nullIf(ifNull(toString(r.content_type), ''), '') AS content_type,
    nullIf(ifNull(toString(r.charset), ''), '') AS charset,
    toInt64(r.version) AS version,
    toInt64(r.versions) AS versions,
    toInt64(r.checks_pass) AS checks_pass,
    toInt64(r.checks_fail) AS checks_fail,
    toInt64(r.checks_vacuous) AS checks_vacuous,
    toInt64(r.checks_not_assessable) AS checks_not_assessable,
    toInt64(r.cells_checked) AS cells_checked,
    toInt64(r.cells_wrong) AS cells_wrong,
    toString(r.obtained) AS obtained,
    if(r.obtained = 'crawled', NULL, nullIf(ifNull(b.who, ''), '')) AS obtained_by,
    if(r.obtained = 'crawled' OR b.sha256 = '', NULL, toNullable(b.at)) AS obtained_at,
    r.seen_on_site AS seen_on_site,
    if(d.sha256 = '', NULL, toNullable(d.taken_at)) AS taken_at,
    if(d.sha256 = '', NULL, toNullable(d.taken_by)) AS taken_by,
    if(d.sha256 = '', NULL, toNullable(d.reason)) AS taken_reason
FROM reports AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
LEFT JOIN (
    SELECT site_id, url, argMax(parent_url, fetched_at) AS page_url
    FROM captures
    WHERE role = 'attachment' AND parent_url != '' AND url IN (SELECT url FROM reports WHERE report_id = {report:String})
    GROUP BY site_id, url
) AS p ON p.site_id = r.site_id AND p.url = r.url
LEFT JOIN
(
    SELECT site_id, url, sha256, argMin(toString(obtained_by), fetched_at) AS who, min(fetched_at) AS at
    FROM captures
    WHERE role = 'file' AND url IN (SELECT url FROM reports WHERE report_id = {report:String})
    GROUP BY site_id, url, sha256
) AS b ON b.site_id = r.site_id AND b.url = r.url AND b.sha256 = r.sha256
LEFT JOIN takedowns AS d ON d.sha256 = r.sha256
WHERE r.report_id = {report:String}
