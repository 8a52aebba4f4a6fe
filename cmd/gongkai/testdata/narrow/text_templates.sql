-- The sentences that at least a fifth of a county's reports of a year share, the most used first,
-- and who uses them: a template of the county counts against nobody.
--
-- Unit: users and reports in reports.
-- Source: text_templates.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, or '' for all), year (a fiscal year, 0 for all),
-- ordinal (number of one sentence of a county and year, 0 for all), limit, offset.
SELECT place, fiscal_year, ordinal, text, characters, users, reports, report_ids, count() OVER () AS total
FROM text_templates
WHERE ({county:String} = '' OR place = {county:String} OR length({county:String}) < 6 AND startsWith(place, {county:String}))
  AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
  AND ({ordinal:UInt32} = 0 OR ordinal = {ordinal:UInt32})
ORDER BY fiscal_year DESC, place, users DESC, ordinal
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
