-- The reports of one agency by fiscal year, as reports has them; its name and county are agency's.
-- Unit: days late are signed, NULL where not known. Source: reports.
-- Parameters: agency (an agency_id).
SELECT
    report_id,
    agency_id,
    fiscal_year,
    nullIf(ifNull(toString(r.form), ''), '') AS form,
    toString(r.scope) AS scope,
    toString(r.outcome) AS outcome,
    nullIf(ifNull(r.title, ''), '') AS title,
    url,
    published_low,
    published_high,
    deadline,
    days_late_low,
    days_late_high,
    toInt64(r.version) AS version,
    toInt64(r.versions) AS versions,
    toInt64(r.parser_version) AS parser_version,
    sha256,
    first_seen_at,
    last_seen_at,
    toString(r.obtained) AS obtained,
    seen_on_site
FROM reports AS r
WHERE agency_id = {agency:String}
ORDER BY fiscal_year, report_id
