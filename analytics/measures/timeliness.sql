-- How many of the reports that the law expects by a day were on time, late, or not known to be
-- either, by fiscal year; no_deadline were found of bodies for which it names no day, and are in no
-- other column. A report counts as late only where a complete walk shows that it was not there
-- on the day after the deadline; "not found" is not "not published". Unknown: found, but neither
-- shown to be on time nor late; unseen: not found, and not walked so that this would mean anything.
-- Unit: reports. Source: agency_years; Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    countIf(reason != 'no_deadline') AS expected,
    countIf(status = 'on_time') AS on_time,
    countIf(status = 'late') AS late,
    countIf(status = 'unknown' AND report_id IS NOT NULL AND reason != 'no_deadline') AS unknown,
    countIf(status = 'unknown' AND report_id IS NULL AND reason != 'no_deadline') AS unseen,
    countIf(status = 'not_found') AS not_found,
    countIf(status = 'blocked') AS blocked,
    countIf(status = 'not_published') AS not_published,
    countIf(reason = 'no_deadline' AND report_id IS NOT NULL) AS no_deadline
FROM agency_years
WHERE status != 'not_expected'
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
