-- How many rows expected has: of all counties as the score run added them up, of a place counted.
-- Unit: rows. Source: agency_years, read without its view, and what a run adds up of it.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), status ('' for all), run (number of the newest score run: score_runs).
SELECT sum(listed_there) AS total
FROM
(
    -- Only where {county:String} = ''
    SELECT sum(agencies) AS listed_there FROM status_sums_history
    WHERE {county:String} = '' AND run_id = {run:UInt64} AND level = {level:String} AND family = {family:String} AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND if({status:String} = '', listed NOT IN ('', 'not_expected'), listed = {status:String})
    UNION ALL
    -- Unless {county:String} = ''
    SELECT count() AS listed_there FROM agency_years_history
    WHERE {county:String} != '' AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
      AND if({status:String} = 'not_expected', (status = 'not_expected' OR reason = 'no_deadline') AND report_id != '',
      status != 'not_expected' AND reason != 'no_deadline' AND if({status:String} = '', 1,
          if({status:String} = 'unseen', status = 'unknown' AND (report_id = '' OR reason = 'only_brought'),
              if({status:String} = 'unknown', status = 'unknown' AND report_id != '' AND reason != 'only_brought', status = {status:String}))))
)
