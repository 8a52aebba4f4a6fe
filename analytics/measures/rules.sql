-- The catalogue of rules and how many findings each has now.
-- Unit: findings, reports. Source: rules; findings, read without its view.
-- Parameters: run (number of the newest score run: score_runs).
WITH found AS (
    -- A report has one reading.
    SELECT rule, count() AS findings, uniqExact(reading) AS reports
    FROM
    (
        SELECT rule, reading FROM reading_findings WHERE reading IN current_readings
        UNION ALL
        SELECT rule, reading FROM findings_across
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND reading IN current_readings AND previous_reading IN current_readings
    )
    GROUP BY rule
)
SELECT
    toString(r.id) AS rule,
    toString(r.severity) AS severity,
    r.title_zh AS title_zh,
    r.title_en AS title_en,
    r.source AS source,
    toString(r.kind) AS kind,
    r.explanation_zh AS explanation_zh,
    r.explanation_en AS explanation_en,
    ifNull(f.findings, 0) AS findings,
    ifNull(f.reports, 0) AS reports
FROM rules AS r
LEFT JOIN found AS f ON f.rule = r.id
ORDER BY rule
