-- What a citation names: two states of the reports, their findings, expectations and scores have
-- different digests, and the same state always has the same one. All of it is read, so it is
-- asked only when something has changed: data_version has the last answer.
-- Unit: counts; the digest is hexadecimal. Source: reports, findings, case_events, expected_reports, scores, crawls, walks, holds.
-- Parameters: none.
SELECT
    lower(hex(sipHash64(
        (SELECT ifNull(sum(cityHash64(report_id, sha256, parser_version, version, ifNull(toString(published_low), ''), ifNull(toString(published_high), ''))), 0) FROM reports),
        (SELECT sum(cityHash64(report_id, rule, message)) FROM findings),
        (SELECT sum(cityHash64(case_id, event, said_at, said_by, text, verdict)) FROM case_events),
        (SELECT sum(cityHash64(agency_id, fiscal_year, status)) FROM expected_reports),
        (SELECT sum(cityHash64(agency_id, fiscal_year, dimension, which, ifNull(toString(value), ''), ifNull(toString(band), ''))) FROM scores),
        (SELECT sum(cityHash64(site_id, crawl_id, url, state, finished_at)) FROM walks),
        (SELECT sum(cityHash64(site_id, crawl_id, ifNull(toString(finished_at), ''))) FROM crawls),
        (SELECT sum(cityHash64(host, since, until, lifted_at IS NULL)) FROM holds)
    ))) AS digest,
    (SELECT count() FROM reports) AS reports,
    (SELECT toInt64(max(parser_version)) FROM reports) AS parser_version
