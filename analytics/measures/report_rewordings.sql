-- What was reworded between two versions of a report, sentence beside sentence, the newest year first and
-- in the order of the later version. A sentence that has no counterpart stands in report_changes alone, as
-- removed or added.
--
-- Unit: similarity 0.5 to 1.
-- Source: report_rewordings, reports and agencies, as of the last score run.
-- Parameters: report (a report_id, '' for all), county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level and family of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH
-- Of a level or kind: too many to be looked for in an index.
body AS (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String}))
SELECT
    report_id,
    agency_id,
    name,
    county,
    fiscal_year,
    version,
    section,
    from_ordinal,
    to_ordinal,
    from_text,
    to_text,
    similarity,
    count() OVER () AS total
FROM rewordings_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND ({report:String} = '' OR report_id = {report:String})
  AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
  AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN body)
ORDER BY fiscal_year DESC, report_id, version, to_ordinal
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
