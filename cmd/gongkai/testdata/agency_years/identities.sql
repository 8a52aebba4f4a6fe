-- How many sums and bounds of the form hold in the reports, by fiscal year. A vacuous identity (all
-- operands zero or blank) says nothing and counts neither way. One that does not hold and has an
-- operand that was read with doubt is doubtful: it may be our reading, and is not held against anybody.
-- Unit: checks; broken_reports: reports with at least one identity that does not hold.
-- Source: reports, agencies, findings; rules of kind identity and inequality.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all).
SELECT
    assumeNotNull(r.fiscal_year) AS fiscal_year,
    count() AS reports,
    toInt64(sum(r.checks_pass)) AS pass,
    toInt64(sum(toInt64(r.checks_fail) - ifNull(d.n, 0))) AS fail,
    toInt64(sum(ifNull(d.n, 0))) AS doubtful,
    toInt64(sum(r.checks_vacuous)) AS vacuous,
    toInt64(sum(r.checks_not_assessable)) AS not_assessable,
    countIf(toInt64(r.checks_fail) > ifNull(d.n, 0)) AS broken_reports
FROM reports AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
LEFT JOIN
(
    SELECT report_id, toInt64(count()) AS n
    FROM findings
    WHERE blame != 'agency' AND rule IN (SELECT id FROM rules WHERE kind IN ('identity', 'inequality'))
    GROUP BY report_id
) AS d ON d.report_id = r.report_id
WHERE r.fiscal_year IS NOT NULL
  AND ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(toString(a.level), '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
