-- Objections to figures and findings, with reply, decision and what came of it, the newest first. The state
-- is as of now: a case is mended once the report prints the cell otherwise, or we read it otherwise.
-- Unit: days; value in the indicator's unit. Source: cases; agencies, read without its view.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for
-- all), state ('' for all), agency (an agency_id, '' for all), report (a report_id, '' for all), case (a case_id, '' for all), limit, offset.
SELECT
    c.case_id AS case_id,
    toString(c.state) AS state,
    toString(c.verdict) AS verdict,
    c.report_id AS report_id,
    c.agency_id AS agency_id,
    ifNull(a.name, '') AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    c.fiscal_year AS fiscal_year,
    toInt64(c.version) AS version,
    c.sha256 AS sha256,
    toString(c.rule) AS rule,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    c.message AS message,
    c.printed AS printed,
    toString(c.print_state) AS print_state,
    c.value AS value,
    arrayMap(x -> concat(x.1, '/', x.4, if(x.5 = '', '', concat('.', x.5))), c.cells) AS cells,
    arrayMap(x -> x.6, c.cells) AS prints,
    c.opened_on AS opened_on,
    c.opened_by AS opened_by,
    c.objection AS objection,
    c.evidence AS evidence,
    c.due_on AS due_on,
    c.reply AS reply,
    c.replied_by AS replied_by,
    c.replied_on AS replied_on,
    c.reply_evidence AS reply_evidence,
    c.replies AS replies,
    c.decided_on AS decided_on,
    c.decided_by AS decided_by,
    c.reason AS reason,
    c.decision_evidence AS decision_evidence,
    toInt64(c.reprinted_in) AS reprinted_in,
    toString(c.mended_by) AS mended_by,
    c.mended_on AS mended_on,
    c.mended_after AS mended_after,
    c.mended_report_id AS mended_report_id,
    c.mended_sha256 AS mended_sha256,
    toInt64(c.days) AS days,
    count() OVER () AS total
FROM cases AS c
LEFT JOIN (SELECT agency_id, name, county_code, division_code FROM agencies_history FINAL WHERE agency_id IN (SELECT agency_id FROM cases_history)) AS a ON a.agency_id = c.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR c.fiscal_year = {year:UInt16})
  AND ({state:String} = '' OR c.state = {state:String})
  AND ({agency:String} = '' OR c.agency_id = {agency:String})
  AND ({report:String} = '' OR c.report_id = {report:String})
  AND ({case:String} = '' OR c.case_id = {case:String})
ORDER BY opened_on DESC, case_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
