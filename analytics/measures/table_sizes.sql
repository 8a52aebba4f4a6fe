-- How many rows the main public tables have now; those of score runs and comparisons, how many the newest run counted.
-- Unit: rows. Source: agencies, reports, figures, findings, captures, and what a run counted of expected_reports, scores, rates
-- and text_pairs; read without their views, and figures as their reports count them.
-- Parameters: run (number of the newest score run: score_runs).
WITH report AS (SELECT count() AS reports, sum(figures) AS figures FROM report_states FINAL)
SELECT table, rows
FROM
(
    SELECT 'agencies' AS table, count() AS rows FROM agencies_history FINAL
    UNION ALL SELECT r.1, r.2 FROM (SELECT arrayJoin([('reports', reports), ('figures', figures)]) AS r FROM report)
    UNION ALL SELECT 'findings', sum(found)
    FROM
    (
        SELECT count() AS found FROM reading_findings WHERE reading IN current_readings
        UNION ALL SELECT count() FROM findings_across WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
            AND reading IN current_readings AND previous_reading IN current_readings
    )
    UNION ALL SELECT 'captures', count() FROM captures_history FINAL
    UNION ALL SELECT table, rows FROM score_sizes WHERE run_id = {run:UInt64}
)
ORDER BY table, rows
