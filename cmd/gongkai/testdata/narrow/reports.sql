-- Reports in the order of their names, which is by division, agency and year: the current version of each.
-- Unit: one row a report; days late are signed, NULL where not known. Source: reports, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for
-- all), agency (an agency_id, '' for all), limit, offset.
SELECT
    r.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    r.fiscal_year AS fiscal_year,
    nullIf(ifNull(toString(r.form), ''), '') AS form,
    toString(r.scope) AS scope,
    toString(r.outcome) AS outcome,
    nullIf(ifNull(r.title, ''), '') AS title,
    r.url AS url,
    r.published_low AS published_low,
    r.published_high AS published_high,
    r.deadline AS deadline,
    r.days_late_low AS days_late_low,
    r.days_late_high AS days_late_high,
    toInt64(r.version) AS version,
    toInt64(r.versions) AS versions,
    toInt64(r.parser_version) AS parser_version,
    r.sha256 AS sha256,
    r.first_seen_at AS first_seen_at,
    r.last_seen_at AS last_seen_at,
    toString(r.obtained) AS obtained,
    r.seen_on_site AS seen_on_site,
    count() OVER () AS total
FROM reports AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
  AND ({agency:String} = '' OR r.agency_id = {agency:String})
ORDER BY report_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
