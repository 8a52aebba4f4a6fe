-- Objections with their state, the days that count and what was replied and decided, as letters and the office's
-- table have them.
-- Unit: days. Source: cases, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for
-- all), agency (an agency_id, '' for all).
SELECT
    c.case_id AS case_id,
    toString(c.state) AS state,
    c.report_id AS report_id,
    c.agency_id AS agency_id,
    ifNull(a.name, '') AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    c.fiscal_year AS fiscal_year,
    toString(c.rule) AS rule,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    c.printed AS printed,
    c.sha256 AS sha256,
    c.opened_on AS opened_on,
    c.opened_by AS opened_by,
    c.objection AS objection,
    c.due_on AS due_on,
    c.reply AS reply,
    c.replied_on AS replied_on,
    toString(c.verdict) AS verdict,
    c.decided_on AS decided_on,
    c.reason AS reason,
    c.mended_on AS mended_on,
    toInt64(c.days) AS days
FROM cases AS c
LEFT JOIN agencies AS a ON a.agency_id = c.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR c.fiscal_year = {year:UInt16})
  AND ({agency:String} = '' OR c.agency_id = {agency:String})
ORDER BY c.fiscal_year DESC, c.report_id, case_id
