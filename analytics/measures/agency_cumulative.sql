-- What the reports of an agency print of all years together (历年累计) in one row of their forms, by
-- fiscal year, and where: evidence is JSON as in report_figures. It is never the year's figure.
-- Unit: the row's own; value is NULL unless state is number or zero. Source: cumulative_figures.
-- Parameters: agency (an agency_id), indicator (name in the catalogue).
SELECT
    report_id,
    assumeNotNull(fiscal_year) AS fiscal_year,
    value,
    toString(unit) AS unit,
    toString(state) AS state,
    raw,
    toFloat64(confidence) AS confidence,
    evidence
FROM cumulative_figures
WHERE agency_id = {agency:String} AND indicator = {indicator:String}
ORDER BY fiscal_year
