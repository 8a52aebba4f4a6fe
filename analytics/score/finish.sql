-- The run is whole: from here on readers see it instead of the one before.
-- Parameters: run (number of the score run).
INSERT INTO score_runs (run_id, finished_at, expected, findings)
SELECT {run:UInt64}, now64(3, 'UTC'),
    (SELECT count() FROM expected_reports_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})),
    (SELECT count() FROM findings_across WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}))
