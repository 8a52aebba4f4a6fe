-- What became of each report of the agencies of a place, as coverage has it but for how many there are in all: one row an agency
-- and fiscal year. Texts are empty where there is none, and versions, errors and doubts count nothing where no report was found.
-- Unit: days late against the deadline, signed, NULL where not known. Source: agency_years, read without its view;
-- Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all),
-- limit, run (number of the newest score run: score_runs).
SELECT
    agency_id,
    name,
    county,
    family,
    fiscal_year,
    status,
    deadline,
    deadline_basis,
    published_low,
    published_high,
    days_late_low,
    days_late_high,
    reason,
    report_id,
    outcome,
    form,
    scope,
    toInt64(y.versions) AS versions,
    toInt64(y.errors) AS errors,
    toInt64(y.doubts) AS doubts
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
ORDER BY county, seat, agency_id, fiscal_year
LIMIT {limit:UInt32}
