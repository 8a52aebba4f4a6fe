-- How many sums and bounds of the form hold in the reports, by fiscal year. A vacuous identity (all
-- operands zero or blank) says nothing and counts neither way. One that does not hold and has an
-- operand that was read with doubt is doubtful: it may be our reading, and is not held against anybody.
-- Unit: checks; broken_reports: reports with at least one identity that does not hold.
-- Source: county_years; rules of kind identity and inequality.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    sum(y.reports) AS reports,
    toInt64(sum(checks_pass)) AS pass,
    toInt64(sum(checks_fail)) - toInt64(sum(doubtful_checks)) AS fail,
    toInt64(sum(doubtful_checks)) AS doubtful,
    toInt64(sum(checks_vacuous)) AS vacuous,
    toInt64(sum(checks_not_assessable)) AS not_assessable,
    sum(y.broken_reports) AS broken_reports
FROM county_years AS y
WHERE y.reports > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
