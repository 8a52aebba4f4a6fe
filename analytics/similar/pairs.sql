-- The pairs of a run, each from both sides, and what they are called. A pair of others is common
-- where at least a fifth of its county or family group, or 20 reports, are as alike; of fewer than
-- five reports nobody can tell, and what is no more alike than unrelated texts can be is unclear, too:
-- without a baseline at least half has to be the same.
--
-- Source: text_subjects, text_comparisons.
-- Parameters: run.
INSERT INTO text_pairs_history (run_id, report_id, which, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation, kind, jaccard,
    baseline_low, baseline_high, passages, text_key, other_text_key, reading_id, other_reading_id)
WITH
0.3 AS alike,
subjects AS
(
    SELECT report_id, toString(which) AS which, reading_id, agency_id, fiscal_year, unit, unit_texts, group_texts, text_key, baseline_low, baseline_high
    FROM text_subjects WHERE run_id = {run:UInt64}
),
compared AS
(
    SELECT report_a, toString(which_a) AS which_a, report_b, toString(which_b) AS which_b, key_a, key_b, jaccard, toUInt32(length(passages)) AS passages FROM text_comparisons FINAL
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
        s.jaccard AS jaccard, x.baseline_low AS low, x.baseline_high AS high, s.passages AS passages, x.text_key AS text_key, y.text_key AS other_key, x.reading_id AS reading_id, y.reading_id AS other_reading,
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
    SELECT *, max(sharers) OVER (PARTITION BY least(report_id, other_id), greatest(report_id, other_id), least(which, 'current')) AS most,
        max(high) OVER (PARTITION BY least(report_id, other_id), greatest(report_id, other_id)) AS highest
    FROM placed
)
SELECT {run:UInt64}, report_id, which, agency_id, fiscal_year, other_id, other_agency, other_year, relation,
    multiIf(least_unit < 5, 'unclear',
        relation IN ('county', 'family') AND n < 5, 'unclear',
        relation IN ('county', 'family') AND most >= greatest(3, least(intDiv(n + 4, 5), 20)), 'common',
        jaccard <= ifNull(highest, 0.5), 'unclear',
        'passage'),
    jaccard, low, high, passages, text_key, other_key, reading_id, other_reading
FROM weighed
