-- What became of each report of one agency, as coverage has it: one row a fiscal year. Texts are empty where there is none,
-- and versions, errors and doubts count nothing where no report was found.
-- Unit: days late against the deadline, signed, NULL where not known. Source: agency_years, read without its view;
-- Regulation art. 49-50.
-- Parameters: agency (an agency_id), year (a fiscal year, 0 for all), part (the run under whose number the rows of its division stand: score_parts).
SELECT
    agency_id,
    name,
    county,
    family,
    fiscal_year,
    status,
    deadline,
    deadline_basis,
    published_low,
    published_high,
    days_late_low,
    days_late_high,
    reason,
    report_id,
    outcome,
    form,
    scope,
    toInt64(y.versions) AS versions,
    toInt64(y.errors) AS errors,
    toInt64(y.doubts) AS doubts
FROM agency_years_history AS y
WHERE run_id = {part:UInt64} AND agency_id = {agency:String} AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
ORDER BY fiscal_year
