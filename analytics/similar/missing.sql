-- The pairs of a slice that have not been compared, in the order in which the same texts stand together.
--
-- Source: text_candidates, text_comparisons.
-- Parameters: run, slice, all (compare what was compared by another run again).
WITH pairs AS
(
    SELECT * FROM text_candidates WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}
)
SELECT report_a, toString(which_a) AS which_a, key_a, report_b, toString(which_b) AS which_b, key_b
FROM pairs
WHERE (report_a, which_a, report_b, which_b, key_a, key_b) NOT IN
(
    SELECT report_a, which_a, report_b, which_b, key_a, key_b FROM text_comparisons WHERE report_a IN (SELECT report_a FROM pairs) AND (run_id = {run:UInt64} OR NOT {all:Bool})
)
ORDER BY together, report_a, which_a, report_b, which_b
