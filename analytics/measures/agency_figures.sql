-- Some figures of all reports of an agency, as printed, by fiscal year.
-- Unit: the row's own; value is NULL unless state is number or zero. Source: figures, read without its view.
-- Parameters: agency (an agency_id), indicators (names in the catalogue).
SELECT
    report_id,
    fiscal_year,
    form,
    scope,
    indicator,
    applicant,
    value,
    unit,
    state,
    raw,
    confidence
FROM reading_figures
WHERE startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String} AND indicator IN {indicators:Array(String)} AND reading IN current_readings
ORDER BY fiscal_year, indicator, applicant
SETTINGS optimize_use_projections = 0
