-- Findings: broken identities, missing parts and doubts about our own reading, the newest year
-- first. Blame is the agency's only where every cell was read with full confidence.
-- Unit: expected and actual are in the indicator's unit. Source: findings, agencies, rules.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal year, 0 for
-- all), rule, severity and blame ('' for all), agency (an agency_id, '' for all), report (a report_id, ''
-- for all), limit, offset.
SELECT
    f.report_id AS report_id,
    f.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    f.fiscal_year AS fiscal_year,
    toString(f.rule) AS rule,
    toString(f.severity) AS severity,
    toString(f.blame) AS blame,
    f.message AS message,
    f.indicator AS indicator,
    toString(f.applicant) AS applicant,
    f.expected AS expected,
    f.actual AS actual,
    toString(f.operands) AS operands,
    count() OVER () AS total
FROM findings AS f
LEFT JOIN agencies AS a ON a.agency_id = f.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
  AND ({year:UInt16} = 0 OR f.fiscal_year = {year:UInt16})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND ({severity:String} = '' OR f.severity = {severity:String})
  AND ({blame:String} = '' OR f.blame = {blame:String})
  AND ({agency:String} = '' OR f.agency_id = {agency:String})
  AND ({report:String} = '' OR f.report_id = {report:String})
ORDER BY indexOf(['error', 'warning', 'info'], severity), fiscal_year DESC, rule, agency_id, report_id, indicator, applicant, message
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
