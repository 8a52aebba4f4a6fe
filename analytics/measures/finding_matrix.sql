-- How often each rule is broken, or leaves a doubt, by agency: the agencies with the most errors first.
-- Limit and offset count agencies, not rows. Blame is the agency's only where every cell was read
-- with full confidence.
-- Unit: findings; total counts agencies. Source: findings; agencies, read without its view.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), severity and blame ('' for all), limit, offset.
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- The agencies of the answer with their rules, before their names are looked up.
chosen AS (
    SELECT agency_id, groupArray((rule, severity, findings, reports, printed, first_year, last_year)) AS rules, sumIf(findings, severity = 'error') AS errors, count() OVER () AS total
    FROM
    (
        SELECT f.agency_id AS agency_id, toString(f.rule) AS rule, any(toString(f.severity)) AS severity, count() AS findings, uniqExact(f.report_id) AS reports, countIf(f.blame = 'agency') AS printed,
            min(f.fiscal_year) AS first_year, max(f.fiscal_year) AS last_year
        FROM findings AS f
        WHERE ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR f.agency_id IN body)
          AND ({year:UInt16} = 0 OR f.fiscal_year = {year:UInt16})
          AND ({severity:String} = '' OR f.severity = {severity:String})
          AND ({blame:String} = '' OR f.blame = {blame:String})
        GROUP BY f.agency_id, f.rule
    )
    GROUP BY agency_id
    ORDER BY errors DESC, agency_id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
)
SELECT
    c.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    c.one.1 AS rule,
    c.one.2 AS severity,
    c.one.3 AS findings,
    c.one.4 AS reports,
    c.one.5 AS printed,
    nullIf(c.one.6, 0) AS first_year,
    nullIf(c.one.7, 0) AS last_year,
    c.total AS total
FROM (SELECT agency_id, errors, total, arrayJoin(rules) AS one FROM chosen) AS c
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL) AS a ON a.agency_id = c.agency_id
ORDER BY c.errors DESC, agency_id, rule
