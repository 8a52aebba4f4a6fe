-- The reports that the law expects by a day, or those of one status, as the measure timeliness counts them: unseen is not found, and
-- not walked so that this would mean anything, or known only from what a person brought; not_expected were found of bodies for which
-- it names no day, or that it does not ask for any. One row an agency and fiscal year, in the order of coverage. Texts are empty where
-- there is none, and versions, errors and doubts count nothing where no report was found.
-- Unit: days late against the deadline, signed, NULL where not known. Source: agency_years, read without its view; how many there are in all is in expected_held;
-- Regulation art. 49-50.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), status ('' for all), limit, offset, run (number of the newest score run: score_runs).
SELECT
    agency_id,
    name,
    county,
    family,
    fiscal_year,
    y.status AS status,
    deadline,
    deadline_basis,
    published_low,
    published_high,
    days_late_low,
    days_late_high,
    y.reason AS reason,
    report_id,
    outcome,
    form,
    scope,
    toInt64(y.versions) AS versions,
    toInt64(y.errors) AS errors,
    toInt64(y.doubts) AS doubts
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
  AND if({status:String} = 'not_expected', (status = 'not_expected' OR reason = 'no_deadline') AND report_id != '',
      status != 'not_expected' AND reason != 'no_deadline' AND if({status:String} = '', 1,
          if({status:String} = 'unseen', status = 'unknown' AND (report_id = '' OR reason = 'only_brought'),
              if({status:String} = 'unknown', status = 'unknown' AND report_id != '' AND reason != 'only_brought', status = {status:String}))))
ORDER BY county, seat, agency_id, fiscal_year
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
