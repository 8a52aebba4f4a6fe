-- What the text of a report has in common with others, pair by pair, the most similar first. Kind common: at least a fifth of the
-- group is alike, a template of it; unclear: too few reports to tell; empty: that depends on what so many unrelated texts come to
-- (text_levels). Who wrote first is not known. The passages of both sides are in shared_passages; what the other report and its
-- agency are is asked apart (reports_named, bodies).
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates; likely and other_likely: reports
-- that each of the two could be compared with, 256 for more.
-- Source: text_pairs, read without its view; as of the newest score run.
-- Parameters: report (report_id), run (number of the newest score run: score_runs).
SELECT
    toString(p.which) AS which,
    other_report_id,
    other_agency_id,
    other_fiscal_year,
    toString(p.relation) AS relation,
    toString(p.kind) AS kind,
    jaccard,
    reading_id,
    other_reading_id,
    fiscal_year,
    toUInt32(least(comparisons, 256)) AS likely,
    toUInt32(least(other_comparisons, 256)) AS other_likely,
    text_key,
    other_text_key
FROM text_pairs_history AS p
WHERE report_id = {report:String} AND jaccard >= 0.3
  AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64})
ORDER BY which, jaccard DESC, other_report_id
