-- When each expected report of a fiscal year was published, as what is known of it: after published_low and
-- at the latest on published_high, against its deadline. Either end may be unknown.
-- Unit: days (dates in China); one row an agency. Source: agency_years, expected_reports and reports, read without their views, as of the newest score run;
-- Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (a fiscal year), limit, run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
due AS (
    SELECT agency_id, name, county, status, reason, deadline, published_low, published_high, days_late_low, days_late_high, report_id, count() OVER () AS total
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN part AND fiscal_year = {year:UInt16} AND status != 'not_expected'
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR level = {level:String})
      AND ({family:String} = '' OR family = {family:String})
    ORDER BY isNull(deadline), deadline, isNull(published_high), published_high, agency_id
    LIMIT {limit:UInt32}
),
(SELECT groupArray((agency_id, report_id, toString(reason), name, county, toString(status), deadline, published_low, published_high, days_late_low, days_late_high, total)) FROM due) AS list
SELECT
    y.agency_id AS agency_id,
    y.name AS name,
    y.county AS county,
    y.status AS status,
    y.reason AS reason,
    y.deadline AS deadline,
    e.deadline_adjusted AS deadline_adjusted,
    y.published_low AS published_low,
    y.published_high AS published_high,
    -- Where somebody decided that it is our error, the run says nothing of days; the report does.
    if(y.reason = 'confirmed_ours', r.days_late_low, y.days_late_low) AS days_late_low,
    if(y.reason = 'confirmed_ours', r.days_late_high, y.days_late_high) AS days_late_high,
    nullIf(y.report_id, '') AS report_id,
    y.total AS total
FROM
(
    SELECT d.1 AS agency_id, d.2 AS report_id, d.3 AS reason, d.4 AS name, d.5 AS county, d.6 AS status, d.7 AS deadline, d.8 AS published_low, d.9 AS published_high, d.10 AS days_late_low, d.11 AS days_late_high, d.12 AS total
    FROM (SELECT arrayJoin(list) AS d)
) AS y
LEFT JOIN
(
    SELECT agency_id, deadline_adjusted FROM expected_reports_history
    WHERE agency_id IN (SELECT arrayJoin(list.1)) AND fiscal_year = {year:UInt16} AND (run_id, unit_hash) IN part
) AS e ON e.agency_id = y.agency_id
LEFT JOIN
(
    SELECT report_id, days_late_low, days_late_high FROM report_states FINAL WHERE report_id IN (SELECT arrayJoin(arrayFilter(d -> d.3 = 'confirmed_ours', list).2))
) AS r ON r.report_id = y.report_id
ORDER BY isNull(deadline), deadline, isNull(published_high), published_high, agency_id
