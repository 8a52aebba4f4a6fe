-- Each text of a run with what is known before pairs are looked at: how much of it is left beside
-- the template, how many others it can be compared with, and how alike so many unrelated ones are.
--
-- Source: text_inventory, text_states, text_baselines.
-- Parameters: run, years and digests (the samples that the baselines of this run rest on).
INSERT INTO text_subjects (run_id, report_id, which, reading_id, agency_id, fiscal_year, unit, unit_digest, family_group, text_key, characters, residual_characters,
    unit_texts, group_texts, comparisons, baseline_low, baseline_high)
WITH
placed AS
(
    SELECT i.report_id AS report_id, i.which AS which, i.reading_id AS reading_id, i.agency_id AS agency_id, i.fiscal_year AS fiscal_year, i.unit AS unit, i.unit_digest AS unit_digest,
        if(i.family IN ('', 'other'), '', concat(i.province, '/', i.family, '/', toString(i.fiscal_year))) AS family_group,
        i.written AS written, s.text_key AS text_key, s.characters AS characters, s.residual_characters AS residual, i.which = 'current' AS current, notEmpty(s.bands) AS comparable
    FROM text_inventory AS i
    LEFT JOIN (SELECT report_id, which, unit_digest, text_key, characters, residual_characters, bands FROM text_states FINAL) AS s
        ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = i.unit_digest
    WHERE i.run_id = {run:UInt64}
),
counted AS
(
    SELECT *,
        countIf(current AND written) OVER (PARTITION BY unit) AS unit_texts,
        countIf(current AND comparable) OVER (PARTITION BY unit) AS unit_comparable,
        if(family_group = '', 0, countIf(current AND comparable) OVER (PARTITION BY family_group)) AS group_texts,
        if(family_group = '', 0, countIf(current AND comparable) OVER (PARTITION BY family_group, unit)) AS group_in_unit,
        arrayCount(y -> y < fiscal_year AND y + 3 >= fiscal_year, groupArrayIf(fiscal_year, current AND comparable) OVER (PARTITION BY agency_id)) AS own,
        -- Of a report's two versions each counts the others, not the other version of itself.
        maxIf(1, current AND comparable) OVER (PARTITION BY report_id) AS self
    FROM placed
),
known AS
(
    SELECT *, if(comparable, toUInt32(own + unit_comparable - self + group_texts - group_in_unit), 0) AS comparisons FROM counted
),
-- The baseline of a number of comparisons is the next one that was drawn, or the largest.
levels AS
(
    SELECT fiscal_year, arraySort(groupArray((comparisons, low, high))) AS drawn
    FROM (SELECT * FROM text_baselines FINAL WHERE (fiscal_year, digest) IN arrayZip({years:Array(UInt16)}, {digests:Array(String)}))
    GROUP BY fiscal_year
)
SELECT {run:UInt64}, k.report_id, k.which, k.reading_id, k.agency_id, k.fiscal_year, k.unit, k.unit_digest, k.family_group, k.text_key, k.characters, k.residual,
    k.unit_texts, k.group_texts, k.comparisons,
    if(empty(l.drawn) OR k.comparisons = 0, NULL, (arrayFirst((d, n) -> d.1 >= k.comparisons OR n = length(l.drawn), l.drawn, arrayEnumerate(l.drawn)) AS level).2),
    if(empty(l.drawn) OR k.comparisons = 0, NULL, level.3)
FROM known AS k
LEFT JOIN levels AS l ON l.fiscal_year = k.fiscal_year
