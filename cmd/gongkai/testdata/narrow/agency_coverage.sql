-- What became of each report of one agency, as coverage has it: one row a fiscal year.
-- Unit: days late against the deadline, signed, NULL where not known. Source: agency_years;
-- Regulation art. 49-50.
-- Parameters: agency (an agency_id), year (a fiscal year, 0 for all).
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
    if(y.report_id IS NULL, NULL, toInt64(doubts)) AS doubts
FROM agency_years AS y
WHERE agency_id = {agency:String} AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
ORDER BY fiscal_year
