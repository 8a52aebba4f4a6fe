-- What changed in reports after they were published, newest change first: one row a thing that
-- differs between two versions, both as one and the same version of the parser reads them.
-- Unit: the row's own; times in UTC. Source: report_changes and agencies, as of the last score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), kind ('' for all), limit, offset, run (number of the newest score run: score_runs).
WITH
-- Of a level or kind: too many to be looked for in an index.
body AS (SELECT agency_id FROM agencies_history FINAL WHERE ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String}))
SELECT
    report_id,
    agency_id,
    name,
    county,
    fiscal_year,
    toInt64(c.version) AS version,
    toString(c.kind) AS kind,
    toString(c.change) AS change,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    part,
    from_value,
    to_value,
    from_text,
    to_text,
    toString(c.from_state) AS from_state,
    toString(c.to_state) AS to_state,
    confidence,
    changed_after,
    changed_by,
    toInt64(c.parser_version) AS parser_version,
    -- Counted apart: a window would hold all texts.
    assumeNotNull((SELECT count() FROM changes_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
        AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN body)
        AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
        AND ({kind:String} = '' OR kind = {kind:String}))) AS total
FROM changes_history AS c
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
  AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN body)
  AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
  AND ({kind:String} = '' OR c.kind = {kind:String})
  -- The reports of the answer and of what stands before it: their other columns are read of these alone.
  AND report_id IN (SELECT report_id FROM
  (
      SELECT report_id FROM changes_history
      WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
        AND ({level:String} = '' AND {family:String} = '' OR identity(agency_id) IN body)
        AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
        AND ({kind:String} = '' OR kind = {kind:String})
      ORDER BY changed_by DESC, report_id, version
      LIMIT {limit:UInt32} + {offset:UInt32}
  ))
ORDER BY changed_by DESC, report_id, version, indexOf(['title', 'agency', 'date', 'form', 'outcome', 'figure', 'sentence', 'contact', 'attachment', 'address'], kind),
    ordinal, part, indicator, applicant, change
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
