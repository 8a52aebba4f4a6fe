-- How often each rule is broken, or leaves a doubt, by agency: the agencies with the most errors first.
-- Limit and offset count agencies, not rows. Blame is the agency's only where every cell was read
-- with full confidence.
-- Unit: findings; total counts agencies. Source: findings, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), severity and blame ('' for all), limit, offset.
WITH chosen AS (
    SELECT f.agency_id AS agency_id, any(a.name) AS name, any(if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, ''))) AS county,
        toString(f.rule) AS rule, any(toString(f.severity)) AS severity, count() AS findings, uniqExact(f.report_id) AS reports, countIf(f.blame = 'agency') AS printed,
        min(f.fiscal_year) AS first_year, max(f.fiscal_year) AS last_year
    FROM findings AS f
    LEFT JOIN agencies AS a ON a.agency_id = f.agency_id
    WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
      AND ({family:String} = '' OR a.family = {family:String})
      AND ({year:UInt16} = 0 OR f.fiscal_year = {year:UInt16})
      AND ({severity:String} = '' OR f.severity = {severity:String})
      AND ({blame:String} = '' OR f.blame = {blame:String})
    GROUP BY f.agency_id, f.rule
),
ranked AS (
    SELECT agency_id, dense_rank() OVER (ORDER BY errors DESC, agency_id) AS place, count() OVER () AS total
    FROM (SELECT agency_id, sumIf(findings, severity = 'error') AS errors FROM chosen GROUP BY agency_id)
)
SELECT
    c.agency_id AS agency_id,
    c.name AS name,
    c.county AS county,
    c.rule AS rule,
    c.severity AS severity,
    c.findings AS findings,
    c.reports AS reports,
    c.printed AS printed,
    nullIf(toUInt16(ifNull(c.first_year, 0)), 0) AS first_year,
    nullIf(toUInt16(ifNull(c.last_year, 0)), 0) AS last_year,
    toUInt64(r.total) AS total
FROM chosen AS c
INNER JOIN ranked AS r ON r.agency_id = c.agency_id
WHERE r.place > {offset:UInt32} AND r.place <= {offset:UInt32} + {limit:UInt32}
ORDER BY r.place, rule
