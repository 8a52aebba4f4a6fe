-- The pairs of current texts that are alike, in the order in which lists have them. What a pair is called where its kind is empty
-- depends on texts of all provinces, as in the view text_pairs, so each run writes all of them.
-- Source: text_alike, text_groups, text_levels. Parameters: run.
INSERT INTO text_copies (run_id, ordinal, kind, report_id, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation, jaccard, baseline_low, baseline_high, passages)
WITH
-- What so many unrelated texts of a year come to.
level AS (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = {run:UInt64})
-- What stands before the year in the name of a report is its agency.
SELECT {run:UInt64}, row_number() OVER (ORDER BY indexOf(['passage', 'unclear', 'common'], named), p.jaccard DESC, p.report_id, p.other_report_id),
    multiIf(p.told != '', p.told, p.jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS named,
    p.report_id, substring(p.report_id, 1, length(p.report_id) - length(toString(p.fiscal_year)) - 1), p.fiscal_year,
    p.other_report_id, substring(p.other_report_id, 1, length(p.other_report_id) - length(toString(p.other_fiscal_year)) - 1), p.other_fiscal_year,
    toString(p.relation), p.jaccard, l.low, l.high, p.passages
FROM
(
    SELECT *, toString(kind) AS told, least(comparisons, 256) AS likely, least(other_comparisons, 256) AS other_likely FROM text_alike
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64})
) AS p
LEFT JOIN level AS l ON l.year = p.fiscal_year AND l.comparisons = p.likely
LEFT JOIN level AS o ON o.year = p.other_fiscal_year AND o.comparisons = p.other_likely
