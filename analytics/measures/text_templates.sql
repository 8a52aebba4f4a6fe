-- The sentences that at least a fifth of a county's reports of a year share, the most used first,
-- and who uses them: a template of the county counts against nobody.
--
-- Unit: users and reports in reports.
-- Source: text_templates.
-- Parameters: place (code of GB/T 2260), year (fiscal year).
SELECT ordinal, text, characters, users, reports, report_ids
FROM text_templates
WHERE place = {place:String} AND fiscal_year = {year:UInt16}
ORDER BY users DESC, ordinal
