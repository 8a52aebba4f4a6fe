-- Every figure of a report as it was printed, and where: evidence is JSON (table, row, column and
-- path; or page and box; or offset and length).
-- Unit: the row's own; value is NULL unless state is number or zero. Source: figures, reports.
-- Parameters: report (a report_id).
SELECT
    indicator,
    toString(applicant) AS applicant,
    value,
    toString(unit) AS unit,
    toString(state) AS state,
    raw,
    toFloat64(confidence) AS confidence,
    evidence
FROM figures
WHERE report_id = {report:String}
ORDER BY indicator, applicant
