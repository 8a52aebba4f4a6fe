-- The comparison of texts is whole: readers see it from here on.
-- Parameters: run.
INSERT INTO text_runs (run_id, finished_at) SELECT {run:UInt64}, now64(3, 'UTC')
