-- Reports that were on their sites and are not any more, newest first; what came back keeps its row.
-- Unit: days in China; times in UTC. Source: vanished_reports; reports and agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset.
SELECT
    v.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    r.fiscal_year AS fiscal_year,
    v.url AS url,
    v.vanished_on AS vanished_on,
    v.last_seen_at AS last_seen_at,
    v.returned_at AS returned_at,
    length(v.walks) AS walks,
    v.answered_at AS answered_at,
    toString(v.answer) AS answer,
    count() OVER () AS total
FROM vanished_reports AS v
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN (SELECT report_id FROM vanished_history)) AS r ON r.report_id = v.report_id
LEFT JOIN
(
    SELECT agency_id, name, county_code, division_code, level, family FROM agencies_history FINAL
    WHERE agency_id IN (SELECT agency_id FROM report_states WHERE report_id IN (SELECT report_id FROM vanished_history))
) AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
ORDER BY vanished_on DESC, report_id, last_seen_at
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
