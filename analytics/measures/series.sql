-- The figures of an agency that are followed over the forms, by series and fiscal year, with how well
-- each compares: grade against the form of today, segment 0 or the year from which on the law counts
-- otherwise (values compare only within one segment). Note is why a value is missing, else what does
-- not compare.
-- Unit: the row's own; value is NULL where a figure of the formula is not known.
-- Source: series, series_catalogue.
-- Parameters: agency (an agency_id).
SELECT
    toString(s.series) AS series,
    c.label_zh AS label_zh,
    c.label_en AS label_en,
    assumeNotNull(s.fiscal_year) AS fiscal_year,
    s.report_id AS report_id,
    toString(s.form) AS form,
    toString(s.scope) AS scope,
    s.value AS value,
    toString(s.unit) AS unit,
    toString(s.grade) AS grade,
    toUInt16(s.segment) AS segment,
    s.note AS note,
    if(s.note IN ('unknown_value', 'not_printed'), s.note, c.why_zh) AS note_zh,
    toFloat64(s.confidence) AS confidence,
    c.formula AS formula
FROM series AS s
LEFT JOIN series_catalogue AS c ON c.series = s.series AND c.form = s.form
WHERE s.agency_id = {agency:String} AND s.fiscal_year IS NOT NULL
ORDER BY series, fiscal_year
