-- What changed in reports after they were published, newest change first: one row a thing that
-- differs between two versions, both as one and the same version of the parser reads them.
-- Unit: the row's own; times in UTC. Source: report_changes and agencies, as of the last score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family
-- of agencies ('' for all), year (a fiscal year, 0 for all), kind ('' for all), limit, offset.
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
    assumeNotNull((SELECT count() FROM changes_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
        AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
        AND (({level:String} = '' AND {family:String} = '') OR agency_id IN (SELECT agency_id FROM agencies AS a WHERE ({level:String} != '' OR {family:String} != '')
            AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})))
        AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
        AND ({kind:String} = '' OR kind = {kind:String}))) AS total
FROM changes_history AS c
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
  AND (({level:String} = '' AND {family:String} = '') OR agency_id IN (SELECT agency_id FROM agencies AS a WHERE ({level:String} != '' OR {family:String} != '')
      AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})))
  AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
  AND ({kind:String} = '' OR c.kind = {kind:String})
ORDER BY changed_by DESC, report_id, version, indexOf(['title', 'agency', 'date', 'form', 'outcome', 'figure', 'sentence', 'contact', 'attachment', 'address'], kind),
    ordinal, part, indicator, applicant, change
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
