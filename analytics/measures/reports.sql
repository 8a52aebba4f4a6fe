-- Reports in the order of their names, which is by division, agency and year: the current version of each.
-- Unit: one row a report; days late are signed, NULL where not known. Source: reports, agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for
-- all), agency (an agency_id, '' for all), limit, offset.
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String})
),
-- The rows of the answer by their names, in whose order they lie: the rest of them is looked up. The reports of an agency are named
-- after it, and agencies after their division.
(
    SELECT groupArray(report_id) FROM
    (
        SELECT report_id FROM report_states FINAL
        WHERE ({agency:String} = '' OR agency_id = {agency:String} AND startsWith(report_id, concat({agency:String}, '-'))) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
          AND ({county:String} = '' OR agency_id IN body OR {county:String} = 'unknown' AND agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL))
        ORDER BY report_id
        LIMIT {limit:UInt32} OFFSET {offset:UInt32}
    )
) AS keys
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
    -- Counted apart: a window would hold all rows.
    assumeNotNull((
        SELECT count() FROM report_states FINAL
        WHERE ({agency:String} = '' OR agency_id = {agency:String} AND startsWith(report_id, concat({agency:String}, '-'))) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({county:String} = '' OR agency_id IN body OR {county:String} = 'unknown' AND agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL))
    )) AS total
FROM (SELECT * FROM report_states FINAL WHERE report_id IN (SELECT arrayJoin(keys))) AS r
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(arrayMap(k -> substring(k, 1, length(k) - 5), keys)))) AS a ON a.agency_id = r.agency_id
ORDER BY report_id
