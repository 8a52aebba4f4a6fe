-- How many of the reports that the law expects by a day were on time, late, or not known to be
-- either, by fiscal year; no_deadline were found of bodies for which it names no day, and are in no
-- other column. A report counts as late only where a complete walk shows that it was not there
-- on the day after the deadline; "not found" is not "not published". Unknown: found, but neither
-- shown to be on time nor late; unseen: not found, and not walked so that this would mean anything.
-- Unit: reports. Source: expected_reports, agencies; Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all).
SELECT
    assumeNotNull(e.fiscal_year) AS fiscal_year,
    countIf(e.reason != 'no_deadline') AS expected,
    countIf(e.status = 'on_time') AS on_time,
    countIf(e.status = 'late') AS late,
    countIf(e.status = 'unknown' AND e.report_id IS NOT NULL AND e.reason != 'no_deadline') AS unknown,
    countIf(e.status = 'unknown' AND e.report_id IS NULL AND e.reason != 'no_deadline') AS unseen,
    countIf(e.status = 'not_found') AS not_found,
    countIf(e.status = 'blocked') AS blocked,
    countIf(e.status = 'not_published') AS not_published,
    countIf(e.reason = 'no_deadline' AND e.report_id IS NOT NULL) AS no_deadline
FROM expected_reports AS e
LEFT JOIN agencies AS a ON a.agency_id = e.agency_id
WHERE e.fiscal_year IS NOT NULL
  AND ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(toString(a.level), '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
