-- The pairs that a run writes of current texts that are alike, each once: few of all that were compared, and what lists read.
-- Source: text_pairs_history. Parameters: run.
INSERT INTO text_alike (run_id, province, group_year, report_id, fiscal_year, other_report_id, other_fiscal_year, relation, kind, jaccard, comparisons, other_comparisons, passages)
SELECT run_id, province, group_year, report_id, fiscal_year, other_report_id, other_fiscal_year, relation, kind, jaccard, comparisons, other_comparisons, passages
FROM text_pairs_history
PREWHERE jaccard >= 0.3
WHERE run_id = {run:UInt64} AND which = 'current' AND report_id < other_report_id
