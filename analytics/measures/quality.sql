-- What could not be read or is not said, by fiscal year: our doubts and the agencies' gaps, apart. A
-- doubtful cell was read with less than full confidence and is held against nobody.
-- Unit: cells (figures that are printed on a form) and reports; changed: reports of which more than one version was seen.
-- Source: county_years.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year, sum(y.reports) AS reports, sum(unscoped_reports) AS unscoped, sum(y.part_read) AS part_read, sum(y.changed) AS changed,
    sum(y.cells) AS cells, sum(y.unreadable) AS unreadable, sum(y.doubtful) AS doubtful, sum(y.blank) AS blank
FROM county_years AS y
WHERE y.reports > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
