-- The pairs of a slice, each from both sides, and what they are called. A pair of others is common
-- where at least a fifth of its county or family group, or 20 reports, are as alike; of fewer than
-- five reports nobody can tell. What is no more alike than unrelated texts can be is unclear, too; how alike
-- that is depends on texts of all provinces, so the view text_pairs says it, of those whose kind is empty here.
-- Both sides stand with the later of the two years.
--
-- Source: text_subjects, text_candidates, text_comparisons, text_groups.
-- Parameters: run, slice, province, years.
INSERT INTO text_pairs_history (run_id, province, group_year, report_id, which, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation, kind, jaccard,
    comparisons, other_comparisons, passages, text_key, other_text_key, reading_id, other_reading_id)
WITH
0.3 AS alike,
subjects AS
(
    SELECT report_id, toString(which) AS which, reading_id, agency_id, fiscal_year, unit, unit_texts, group_texts, text_key, comparisons
    FROM text_subjects
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64})
        AND province = {province:String} AND fiscal_year BETWEEN arrayMin({years:Array(UInt16)}) - 3 AND arrayMax({years:Array(UInt16)})
),
candidates AS
(
    SELECT report_a, toString(which_a) AS which_a, key_a, report_b, toString(which_b) AS which_b, key_b FROM text_candidates WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}
),
-- What was compared twice came to the same.
compared AS
(
    SELECT c.report_a AS report_a, c.which_a AS which_a, c.report_b AS report_b, c.which_b AS which_b, c.key_a AS key_a, c.key_b AS key_b, t.jaccard AS jaccard, t.passages AS passages
    FROM candidates AS c
    INNER ANY JOIN
    (
        SELECT report_a, toString(which_a) AS which_a, report_b, toString(which_b) AS which_b, key_a, key_b, jaccard, toUInt32(length(passages)) AS passages FROM text_comparisons
        WHERE report_a IN (SELECT report_a FROM candidates)
    ) AS t USING (report_a, which_a, report_b, which_b, key_a, key_b)
),
sides AS
(
    SELECT report_a AS report_id, which_a AS which, key_a AS text_key, report_b AS other_id, key_b AS other_key, jaccard, passages FROM compared WHERE which_b = 'current'
    UNION ALL
    SELECT report_b, which_b, key_b, report_a, key_a, jaccard, passages FROM compared WHERE which_a = 'current'
),
placed AS
(
    SELECT x.report_id AS report_id, x.which AS which, x.agency_id AS agency_id, x.fiscal_year AS fiscal_year, y.report_id AS other_id, y.agency_id AS other_agency, y.fiscal_year AS other_year,
        multiIf(x.agency_id = y.agency_id AND y.fiscal_year < x.fiscal_year, 'own_earlier', x.agency_id = y.agency_id, 'own_later', x.unit = y.unit, 'county', 'family') AS relation,
        s.jaccard AS jaccard, x.comparisons AS comparisons, y.comparisons AS other_comparisons, s.passages AS passages, x.text_key AS text_key, y.text_key AS other_key, x.reading_id AS reading_id, y.reading_id AS other_reading,
        if(relation = 'family', least(x.group_texts, y.group_texts), x.unit_texts) AS n,
        least(x.unit_texts, y.unit_texts) AS least_unit,
        countIf(s.jaccard >= alike) OVER (PARTITION BY x.report_id, x.which, relation) + 1 AS sharers
    FROM sides AS s
    INNER JOIN subjects AS x ON x.report_id = s.report_id AND x.which = s.which AND x.text_key = s.text_key
    INNER JOIN (SELECT * FROM subjects WHERE which = 'current') AS y ON y.report_id = s.other_id AND y.text_key = s.other_key
),
-- As many are alike as are on the side where more are: a pair has one name from both sides.
weighed AS
(
    SELECT *, max(sharers) OVER (PARTITION BY least(report_id, other_id), greatest(report_id, other_id)) AS most
    FROM placed
)
SELECT {run:UInt64}, {province:String}, greatest(fiscal_year, other_year), report_id, which, agency_id, fiscal_year, other_id, other_agency, other_year, relation,
    multiIf(least_unit < 5, 'unclear',
        relation IN ('county', 'family') AND n < 5, 'unclear',
        relation IN ('county', 'family') AND most >= greatest(3, least(intDiv(n + 4, 5), 20)), 'common',
        ''),
    jaccard, comparisons, other_comparisons, passages, text_key, other_key, reading_id, other_reading
FROM weighed
