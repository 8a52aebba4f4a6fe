-- What the dimension originality is made of, of a province and some years. Pairs that are common to a group are the
-- group's text and count against nobody. A report of one version has the same row for both.
--
-- Source: text_subjects, text_pairs_history, text_inventory.
-- Parameters: run, province, years, least (characters of a text below which nothing is compared), own (the same of what is left beside the template),
-- reports (below which no template can be told).
INSERT INTO originality_inputs_history (run_id, province, agency_id, fiscal_year, which, report_id, similarity, nearest_report_id, residual_characters, own_characters, comparisons, reason)
WITH
texts AS
(
    SELECT agency_id, fiscal_year, report_id, toString(which) AS which, written FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND province = {province:String} AND fiscal_year IN {years:Array(UInt16)}
),
nearest AS
(
    SELECT report_id, toString(which) AS which, max(jaccard) AS similarity, argMax(other_report_id, tuple(jaccard, other_report_id)) AS other
    FROM text_pairs_history
    WHERE run_id = {run:UInt64} AND province = {province:String} AND group_year IN {years:Array(UInt16)} AND kind != 'common' AND relation != 'own_later'
    GROUP BY report_id, which
),
measured AS
(
    SELECT s.agency_id AS agency_id, s.fiscal_year AS fiscal_year, toString(s.which) AS which, s.report_id AS report_id,
        multiIf(s.characters = 0, 'text_unknown', s.characters < {least:UInt32}, 'too_short', s.residual_characters < {own:UInt32}, 'template_only', s.unit_texts < {reports:UInt32}, 'template_unknown', s.comparisons = 0, 'nothing_to_compare', '') AS reason,
        if(reason = '' AND n.other != '', n.similarity, NULL) AS similarity, if(similarity IS NULL, NULL, n.other) AS other,
        s.characters AS characters, s.residual_characters AS residual, s.comparisons AS comparisons
    FROM (SELECT * FROM text_subjects WHERE run_id = {run:UInt64} AND province = {province:String} AND fiscal_year IN {years:Array(UInt16)}) AS s
    LEFT JOIN nearest AS n ON n.report_id = s.report_id AND n.which = s.which
)
SELECT {run:UInt64}, {province:String}, agency_id, fiscal_year, w, report_id, similarity, other, characters, residual, comparisons,
    if(reason = '' AND similarity IS NULL, 'nothing_near', reason)
FROM measured
ARRAY JOIN if(which = 'current' AND report_id NOT IN (SELECT report_id FROM texts WHERE which = 'first'), ['current', 'first'], [which]) AS w
UNION ALL
SELECT {run:UInt64}, {province:String}, agency_id, fiscal_year, w, report_id, NULL, NULL, 0, 0, 0, 'text_unknown'
FROM (SELECT agency_id, fiscal_year, report_id, which FROM texts WHERE NOT written)
ARRAY JOIN if(which = 'current' AND report_id NOT IN (SELECT report_id FROM texts WHERE which = 'first'), ['current', 'first'], [which]) AS w
