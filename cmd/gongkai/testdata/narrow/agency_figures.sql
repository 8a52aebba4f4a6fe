-- Some figures of all reports of an agency, as printed, by fiscal year.
-- Unit: the row's own; value is NULL unless state is number or zero. Source: figures.
-- Parameters: agency (an agency_id), indicators (names in the catalogue).
SELECT
    report_id,
    assumeNotNull(fiscal_year) AS fiscal_year,
    toString(form) AS form,
    toString(scope) AS scope,
    toString(indicator) AS indicator,
    toString(applicant) AS applicant,
    value,
    toString(unit) AS unit,
    toString(state) AS state,
    raw,
    toFloat64(confidence) AS confidence
FROM figures
WHERE agency_id = {agency:String} AND indicator IN {indicators:Array(String)} AND fiscal_year IS NOT NULL
ORDER BY fiscal_year, indicator, applicant
