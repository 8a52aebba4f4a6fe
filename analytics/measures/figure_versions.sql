-- One figure in every version of a report, oldest first, as the newest parser that read that version
-- reads it. State is empty where the version does not print it. A value that differs between two
-- rows of different parsers may be our change: what the agency changed is in report_changes.
-- Unit: the figure's own; times in UTC. Source: reports_history, figures_history.
-- Parameters: report (a report_id), indicator, applicant ('' outside table 3).
SELECT
    toInt64(v.version) AS version,
    v.url AS url,
    v.sha256 AS sha256,
    toInt64(v.parser_version) AS parser_version,
    v.first_seen_at AS first_seen_at,
    v.last_seen_at AS last_seen_at,
    f.value AS value,
    toString(f.unit) AS unit,
    toString(f.state) AS state,
    f.raw AS raw,
    toFloat64(f.confidence) AS confidence,
    f.evidence AS evidence
FROM reports_history AS v
LEFT JOIN
(
    SELECT reading_id, value, unit, state, raw, confidence, evidence
    FROM figures_history
    WHERE report_id = {report:String} AND indicator = {indicator:String} AND applicant = {applicant:String}
) AS f ON f.reading_id = v.reading_id
WHERE v.report_id = {report:String}
ORDER BY version
