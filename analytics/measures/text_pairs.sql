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
WITH
-- Held: it is asked for five times below.
(
    SELECT groupArray(tuple(*))
    FROM
    (
        SELECT which, other_report_id, other_agency_id, other_fiscal_year, toString(p.relation) AS relation, toString(p.kind) AS kind, jaccard, reading_id, other_reading_id, fiscal_year,
            least(p.comparisons, 256) AS likely, least(p.other_comparisons, 256) AS other_likely, (report_id, p.which) < (other_report_id, 'current') AS forward,
            if(forward, tuple(report_id, toString(p.which), other_report_id, 'current', text_key, other_text_key), tuple(other_report_id, 'current', report_id, toString(p.which), other_text_key, text_key)) AS compared
        FROM text_pairs_history AS p
        WHERE report_id = {report:String} AND jaccard >= 0.3
          AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
    )
) AS pairs,
-- What so many unrelated texts of a year come to.
level AS (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs))
SELECT p.pair.1 AS which, p.pair.2 AS other_report_id, p.pair.3 AS other_agency_id, a.name AS other_agency, p.pair.4 AS other_fiscal_year,
    r.url AS other_url, p.pair.5 AS relation,
    multiIf(p.pair.6 != '', p.pair.6, p.pair.7 <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS kind,
    p.pair.7 AS jaccard, l.low AS baseline_low, l.high AS baseline_high,
    p.pair.8 AS reading_id, p.pair.9 AS other_reading_id,
    (arraySort(x -> x.1, arrayMap(x -> if(p.pair.13, tuple(x.1, x.2, x.3, x.4, x.6, x.7), tuple(x.3, x.4, x.1, x.2, x.7, x.6)), c.passages)) AS found).1 AS offsets,
    found.2 AS lengths, found.3 AS other_offsets, found.4 AS other_lengths, found.5 AS texts, found.6 AS other_texts
FROM (SELECT arrayJoin(pairs) AS pair) AS p
LEFT JOIN level AS l ON l.year = p.pair.10 AND l.comparisons = p.pair.11
LEFT JOIN level AS o ON o.year = p.pair.4 AND o.comparisons = p.pair.12
LEFT JOIN
(
    SELECT (report_a, toString(which_a), report_b, toString(which_b), key_a, key_b) AS compared, passages FROM text_comparisons FINAL
    WHERE (report_a, which_a, report_b, which_b, key_a, key_b) IN (SELECT arrayJoin(pairs.14))
) AS c ON c.compared = p.pair.14
LEFT JOIN (SELECT report_id, url FROM report_states FINAL WHERE report_id IN (SELECT arrayJoin(pairs.2))) AS r ON r.report_id = p.pair.2
LEFT JOIN (SELECT agency_id, name FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(pairs.3))) AS a ON a.agency_id = p.pair.3
ORDER BY which, jaccard DESC, other_report_id
