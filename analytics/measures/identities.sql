-- How many sums and bounds of the form hold in the reports, by fiscal year. A vacuous identity (all
-- operands zero or blank) says nothing and counts neither way. One that does not hold and has an
-- operand that was read with doubt is doubtful: it may be our reading, and is not held against anybody.
-- Unit: checks; broken_reports: reports with at least one identity that does not hold.
-- Source: agency_years; rules of kind identity and inequality.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    count() AS reports,
    toInt64(sum(checks_pass)) AS pass,
    toInt64(sum(toInt64(checks_fail) - doubtful_checks)) AS fail,
    toInt64(sum(doubtful_checks)) AS doubtful,
    toInt64(sum(checks_vacuous)) AS vacuous,
    toInt64(sum(checks_not_assessable)) AS not_assessable,
    countIf(checks_fail > doubtful_checks) AS broken_reports
FROM agency_years
WHERE report_id IS NOT NULL
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
