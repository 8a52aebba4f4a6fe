-- The findings of one agency, or of one report, in the order of findings.
-- Unit: expected and actual are in the indicator's unit. Source: findings.
-- Parameters: agency (an agency_id, '' for all), report (a report_id, '' for all), limit.
SELECT
    report_id,
    agency_id,
    fiscal_year,
    toString(f.rule) AS rule,
    toString(f.severity) AS severity,
    toString(f.blame) AS blame,
    message,
    indicator,
    toString(f.applicant) AS applicant,
    expected,
    actual,
    toString(f.operands) AS operands,
    count() OVER () AS total
FROM findings AS f
WHERE ({agency:String} = '' OR agency_id = {agency:String})
  AND ({report:String} = '' OR report_id = {report:String})
ORDER BY indexOf(['error', 'warning', 'info'], severity), fiscal_year DESC, rule, agency_id, report_id, indicator, applicant, message
LIMIT {limit:UInt32}
