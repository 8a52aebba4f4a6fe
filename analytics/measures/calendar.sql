-- When each expected report of a fiscal year was published, as what is known of it: after published_low and
-- at the latest on published_high, against its deadline. Either end may be unknown.
-- Unit: days (dates in China); one row an agency. Source: agency_years, read without its view, as of the newest score run;
-- Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (a fiscal year), limit, run (number of the newest score run: score_runs).
SELECT
    agency_id,
    name,
    county,
    toString(y.status) AS status,
    toString(y.reason) AS reason,
    deadline,
    deadline_adjusted,
    published_low,
    published_high,
    -- Where somebody decided that it is our error, the run says nothing of days; the report does.
    y.days_shown_low AS days_late_low,
    y.days_shown_high AS days_late_high,
    nullIf(y.report_id, '') AS report_id,
    count() OVER () AS total
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND fiscal_year = {year:UInt16} AND y.status != 'not_expected'
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
  AND ({level:String} = '' OR level = {level:String})
  AND ({family:String} = '' OR family = {family:String})
ORDER BY isNull(deadline), deadline, isNull(published_high), published_high, agency_id
LIMIT {limit:UInt32}
