-- Every figure of a report as it was printed, and where: evidence is JSON (table, row, column and
-- path; or page and box; or offset and length). How its document was obtained is in report.
-- Unit: the row's own; value is NULL unless state is number or zero. Source: figures, read without its view.
-- Parameters: report (a report_id).
SELECT
    indicator,
    applicant,
    value,
    unit,
    state,
    raw,
    confidence,
    place AS evidence
FROM reading_figures
WHERE report_id = {report:String} AND reading IN current_readings
ORDER BY indicator, applicant
