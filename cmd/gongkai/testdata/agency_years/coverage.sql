-- What became of each report that the law expects, and of each report that was found: one row
-- an agency and fiscal year. Status is that of expected_reports; 'not_expected' is a report
-- that was found although no duty could be derived for it (before the county's first year, or
-- the deadline has not passed).
-- Unit: days late against the deadline, signed, NULL where not known. Source: expected_reports,
-- reports, agencies, findings; Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for
-- all), year (a fiscal year, 0 for all), limit, offset.
WITH cell AS (
    SELECT agency_id, assumeNotNull(fiscal_year) AS fiscal_year FROM expected_reports WHERE fiscal_year IS NOT NULL
    UNION DISTINCT
    SELECT agency_id, assumeNotNull(fiscal_year) AS fiscal_year FROM reports WHERE fiscal_year IS NOT NULL
),
error AS (
    SELECT report_id, countIf(blame = 'agency') AS errors, countIf(blame != 'agency') AS doubts
    FROM findings
    WHERE severity = 'error'
    GROUP BY report_id
)
SELECT
    cell.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    nullIf(toString(a.family), '') AS family,
    cell.fiscal_year AS fiscal_year,
    if(toString(e.status) = '', 'not_expected', toString(e.status)) AS status,
    if(toString(e.status) = '', NULL, e.deadline) AS deadline,
    nullIf(toString(e.deadline_basis), '') AS deadline_basis,
    r.published_low AS published_low,
    r.published_high AS published_high,
    r.days_late_low AS days_late_low,
    r.days_late_high AS days_late_high,
    nullIf(e.reason, '') AS reason,
    nullIf(r.report_id, '') AS report_id,
    nullIf(toString(r.outcome), '') AS outcome,
    nullIf(ifNull(toString(r.form), ''), '') AS form,
    nullIf(toString(r.scope), '') AS scope,
    if(r.report_id = '', NULL, toInt64(r.versions)) AS versions,
    if(r.report_id = '', NULL, toInt64(ifNull(error.errors, 0))) AS errors,
    if(r.report_id = '', NULL, toInt64(ifNull(error.doubts, 0))) AS doubts,
    count() OVER () AS total
FROM cell
LEFT JOIN expected_reports AS e ON e.agency_id = cell.agency_id AND e.fiscal_year = cell.fiscal_year
LEFT JOIN reports AS r ON r.agency_id = cell.agency_id AND r.fiscal_year = cell.fiscal_year
LEFT JOIN error ON error.report_id = r.report_id
LEFT JOIN agencies AS a ON a.agency_id = cell.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(toString(a.level), '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({agency:String} = '' OR cell.agency_id = {agency:String})
  AND ({year:UInt16} = 0 OR cell.fiscal_year = {year:UInt16})
ORDER BY county = 'unknown', county, family = 'gov_office' DESC, a.level = 'township', agency_id, fiscal_year
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
