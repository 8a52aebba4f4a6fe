-- What the text of a report has in common with others, pair by pair with the passages of both sides,
-- the most similar first. Kind passage: what few others share; common: at least a fifth of the group is
-- alike, a template of it; unclear: too few reports to tell, or no more alike than unrelated ones can be.
-- Who wrote first is not known. Passages stand in the order of the text of the report asked for;
-- a pair without one has an empty list.
--
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates;
-- offsets and lengths are code points of the texts in report_texts.
-- Source: text_pairs, text_passages, reports, agencies, read without their views.
-- Parameters: report (report_id).
WITH pair AS (
    SELECT *, (report_id, which) < (other_report_id, 'current') AS forward,
        if(forward, report_id, other_report_id) AS report_a, if(forward, other_report_id, report_id) AS report_b,
        if(forward, toString(which), 'current') AS which_a, if(forward, 'current', toString(which)) AS which_b,
        if(forward, text_key, other_text_key) AS key_a, if(forward, other_text_key, text_key) AS key_b
    FROM text_pairs_history
    WHERE report_id = {report:String} AND jaccard >= 0.3
      AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
),
-- What so many unrelated texts of a year come to.
level AS (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs))
SELECT p.which AS which, p.other_report_id AS other_report_id, p.other_agency_id AS other_agency_id, a.name AS other_agency, p.other_fiscal_year AS other_fiscal_year,
    r.url AS other_url, p.relation AS relation,
    multiIf(p.kind != '', toString(p.kind), p.jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS kind,
    p.jaccard AS jaccard, l.low AS baseline_low, l.high AS baseline_high,
    p.reading_id AS reading_id, p.other_reading_id AS other_reading_id,
    (arraySort(x -> x.1, arrayMap(x -> if(p.forward, tuple(x.1, x.2, x.3, x.4, x.6, x.7), tuple(x.3, x.4, x.1, x.2, x.7, x.6)), c.passages)) AS found).1 AS offsets,
    found.2 AS lengths, found.3 AS other_offsets, found.4 AS other_lengths, found.5 AS texts, found.6 AS other_texts
FROM pair AS p
LEFT JOIN level AS l ON l.year = p.fiscal_year AND l.comparisons = least(p.comparisons, 256)
LEFT JOIN level AS o ON o.year = p.other_fiscal_year AND o.comparisons = least(p.other_comparisons, 256)
LEFT JOIN
(
    SELECT report_a, which_a, report_b, which_b, key_a, key_b, passages FROM text_comparisons FINAL
    WHERE (report_a, which_a, report_b, which_b, key_a, key_b) IN (SELECT report_a, which_a, report_b, which_b, key_a, key_b FROM pair)
) AS c ON c.report_a = p.report_a AND c.which_a = p.which_a AND c.report_b = p.report_b AND c.which_b = p.which_b AND c.key_a = p.key_a AND c.key_b = p.key_b
LEFT JOIN (SELECT report_id, url FROM report_states FINAL WHERE report_id IN (SELECT other_report_id FROM pair)) AS r ON r.report_id = p.other_report_id
LEFT JOIN (SELECT agency_id, name FROM agencies_history FINAL WHERE agency_id IN (SELECT other_agency_id FROM pair)) AS a ON a.agency_id = p.other_agency_id
ORDER BY p.which, p.jaccard DESC, p.other_report_id
