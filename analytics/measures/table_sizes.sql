-- How many rows the main public tables have now.
-- Unit: rows. Source: agencies, reports, figures, findings, expected_reports, scores, rates, text_pairs, captures; those of
-- score runs and comparisons read without their views, and figures as their reports count them.
-- Parameters: run (number of the newest score run: score_runs).
WITH
    part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
    report AS (SELECT count() AS reports, sum(figures) AS figures FROM report_states FINAL)
SELECT table, rows
FROM
(
    SELECT 'agencies' AS table, count() AS rows FROM agencies_history FINAL
    UNION ALL SELECT r.1, r.2 FROM (SELECT arrayJoin([('reports', reports), ('figures', figures)]) AS r FROM report)
    UNION ALL SELECT 'findings', count() FROM findings
    UNION ALL SELECT 'expected_reports', count() FROM expected_reports_history WHERE (run_id, unit_hash) IN part
    UNION ALL SELECT 'scores', count() FROM scores_history WHERE (run_id, unit_hash) IN part
    UNION ALL SELECT 'rates', count() FROM rates_history WHERE (run_id, unit_hash) IN part AND which = 'current'
    UNION ALL SELECT 'text_pairs', count() FROM text_pairs_history
        WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)) AND jaccard >= 0.3
    UNION ALL SELECT 'captures', count() FROM captures_history FINAL
)
ORDER BY table, rows
