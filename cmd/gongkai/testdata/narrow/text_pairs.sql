-- What the text of a report has in common with others, pair by pair with the passages of both sides,
-- the most similar first. Kind passage: what few others share; common: at least a fifth of the group is
-- alike, a template of it; unclear: too few reports to tell, or no more alike than unrelated ones can be.
-- Who wrote first is not known. Passages stand in the order of the text of the report asked for;
-- a pair without one has an empty list.
--
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates;
-- offsets and lengths are code points of the texts in report_texts.
-- Source: text_pairs, text_passages, reports, agencies.
-- Parameters: report (report_id).
SELECT p.which AS which, p.other_report_id AS other_report_id, p.other_agency_id AS other_agency_id, a.name AS other_agency, p.other_fiscal_year AS other_fiscal_year,
    o.url AS other_url, p.relation AS relation, p.kind AS kind, p.jaccard AS jaccard, p.baseline_low AS baseline_low, p.baseline_high AS baseline_high,
    p.reading_id AS reading_id, p.other_reading_id AS other_reading_id, s.found.1 AS offsets, s.found.2 AS lengths, s.found.3 AS other_offsets, s.found.4 AS other_lengths,
    s.found.5 AS texts, s.found.6 AS other_texts
FROM text_pairs AS p
LEFT JOIN
(
    SELECT which, other_report_id, arrayMap(x -> x.2, arraySort(groupArray(tuple(ordinal, tuple(offset, length, other_offset, other_length, text, other_text))))) AS found
    FROM text_passages
    WHERE report_id = {report:String}
    GROUP BY which, other_report_id
) AS s ON s.which = p.which AND s.other_report_id = p.other_report_id
LEFT JOIN reports AS o ON o.report_id = p.other_report_id
LEFT JOIN agencies AS a ON a.agency_id = p.other_agency_id
WHERE p.report_id = {report:String}
ORDER BY p.which, p.jaccard DESC, p.other_report_id
