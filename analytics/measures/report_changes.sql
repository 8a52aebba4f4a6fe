-- What changed in a report after it was published: one row a thing that differs between two
-- versions of it, both as one and the same version of the parser reads them. Evidence is JSON,
-- as in report_figures, of the body that it names.
-- Unit: the row's own; times in UTC. Source: report_changes, as of the last score run.
-- Parameters: report (a report_id), run (number of the newest score run: score_runs).
SELECT
    toInt64(version) AS version,
    toString(kind) AS kind,
    toString(change) AS change,
    toString(indicator) AS indicator,
    toString(applicant) AS applicant,
    part,
    toString(section) AS section,
    toInt64(ordinal) AS ordinal,
    from_value,
    to_value,
    from_text,
    to_text,
    toString(from_state) AS from_state,
    toString(to_state) AS to_state,
    confidence,
    toString(unit) AS unit,
    from_evidence,
    to_evidence,
    changed_after,
    changed_by,
    from_sha256,
    to_sha256,
    toInt64(parser_version) AS parser_version
FROM changes_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND report_id = {report:String}
ORDER BY version, indexOf(['title', 'agency', 'date', 'form', 'outcome', 'figure', 'sentence', 'contact', 'attachment', 'address'], kind),
    section, part, ordinal, indicator, applicant
LIMIT 10000
