-- The figures of all reports of an agency outside of table 3 and in its column of all applicants, by fiscal year:
-- what the measures profile and series are made of.
-- Unit: the row's own; value is NULL unless state is number or zero. Source: figures, read without its view.
-- Parameters: agency (an agency_id).
SELECT
    report_id,
    fiscal_year,
    form,
    scope,
    indicator,
    applicant,
    value,
    confidence
FROM reading_figures
WHERE startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String} AND applicant IN ('total', '') AND reading IN current_readings
ORDER BY fiscal_year, report_id
SETTINGS optimize_use_projections = 0
