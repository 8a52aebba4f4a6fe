-- What became of each report that the law expects, and of each report that was found: one row
-- an agency and fiscal year. Status is that of expected_reports; 'not_expected' is a report
-- that was found although no duty could be derived for it (before the county's first year, or
-- the deadline has not passed).
-- Unit: days late against the deadline, signed, NULL where not known. Source: agency_years;
-- Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), agency (an agency_id, '' for
-- all), year (a fiscal year, 0 for all), limit, offset.
SELECT
    agency_id,
    name,
    county,
    nullIf(toString(family), '') AS family,
    fiscal_year,
    CAST(y.status, 'String') AS status,
    deadline,
    nullIf(toString(deadline_basis), '') AS deadline_basis,
    published_low,
    published_high,
    days_late_low,
    days_late_high,
    nullIf(toString(reason), '') AS reason,
    y.report_id AS report_id,
    nullIf(toString(outcome), '') AS outcome,
    nullIf(toString(form), '') AS form,
    nullIf(toString(scope), '') AS scope,
    if(y.report_id IS NULL, NULL, toInt64(versions)) AS versions,
    if(y.report_id IS NULL, NULL, toInt64(errors)) AS errors,
    if(y.report_id IS NULL, NULL, toInt64(doubts)) AS doubts,
    -- Counted apart: a window would hold all rows.
    assumeNotNull((
        SELECT count() FROM agency_years
        WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
        AND ({agency:String} = '' OR agency_id = {agency:String})
        AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
    )) AS total
FROM agency_years AS y
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR y.level = {level:String}) AND ({family:String} = '' OR y.family = {family:String})
  AND ({agency:String} = '' OR y.agency_id = {agency:String})
  AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
ORDER BY y.county, y.seat, y.agency_id, y.fiscal_year
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
