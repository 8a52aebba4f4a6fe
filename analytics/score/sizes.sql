-- How many rows a run consists of, by public table: to count them takes a page as long as there are of them.
-- Source: score_parts, text_groups and the tables of runs. Parameters: run (number of the score run).
INSERT INTO score_sizes (run_id, table, rows)
WITH part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
SELECT {run:UInt64}, table, rows
FROM
(
    SELECT 'expected_reports' AS table, count() AS rows FROM expected_reports_history WHERE (run_id, unit_hash) IN part
    UNION ALL SELECT 'scores', count() FROM scores_history WHERE (run_id, unit_hash) IN part
    UNION ALL SELECT 'rates', count() FROM rates_history WHERE (run_id, unit_hash) IN part AND which = 'current'
    UNION ALL SELECT 'text_pairs', count() FROM text_pairs_history
        WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64}) AND jaccard >= 0.3
)
