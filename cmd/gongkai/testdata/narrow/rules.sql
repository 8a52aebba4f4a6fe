-- The catalogue of rules and how many findings each has now.
-- Unit: findings, reports. Source: rules, findings.
-- Parameters: none.
WITH found AS (
    SELECT rule, count() AS findings, uniqExact(report_id) AS reports
    FROM findings
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
