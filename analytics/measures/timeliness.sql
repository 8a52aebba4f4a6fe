-- How many of the reports that the law expects by a day were on time, late, or not known to be
-- either, by fiscal year; no_deadline were found of bodies for which it names no day, and are in no
-- other column. A report counts as late only where a complete walk shows that it was not there
-- on the day after the deadline; "not found" is not "not published". Unknown: found, but neither
-- shown to be on time nor late; unseen: not found, and not walked so that this would mean anything.
-- Unit: reports. Source: county_years; Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    sum(y.expected) AS expected,
    sum(y.on_time) AS on_time,
    sum(y.late) AS late,
    sum(y.unknown) AS unknown,
    sum(y.unseen) AS unseen,
    sum(y.not_found) AS not_found,
    sum(y.blocked) AS blocked,
    sum(y.not_published) AS not_published,
    sum(y.no_deadline) AS no_deadline
FROM county_years AS y
WHERE due > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
