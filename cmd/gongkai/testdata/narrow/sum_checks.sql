-- The reports that the count of identities is made of, those with one that does not hold first: as in
-- the measure identities, report by report.
-- Unit: checks; total counts reports. Source: reports, agencies, findings; rules of kind identity and inequality.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), limit, offset.
SELECT
    r.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    assumeNotNull(r.fiscal_year) AS fiscal_year,
    toString(r.scope) AS scope,
    toString(r.outcome) AS outcome,
    toInt64(r.checks_pass) AS pass,
    toInt64(r.checks_fail) - ifNull(d.n, 0) AS fail,
    toInt64(ifNull(d.n, 0)) AS doubtful,
    toInt64(r.checks_vacuous) AS vacuous,
    toInt64(r.checks_not_assessable) AS not_assessable,
    count() OVER () AS total
FROM reports AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
LEFT JOIN
(
    SELECT report_id, toInt64(count()) AS n
    FROM findings
    WHERE blame != 'agency' AND rule IN (SELECT id FROM rules WHERE kind IN ('identity', 'inequality'))
    GROUP BY report_id
) AS d ON d.report_id = r.report_id
WHERE r.fiscal_year IS NOT NULL AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
ORDER BY fail DESC, doubtful DESC, county = 'unknown', county, agency_id, fiscal_year
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
