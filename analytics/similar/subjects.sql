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
        s.text_key AS text_key, s.characters AS characters, s.residual_characters AS residual, i.which = 'current' AS current, notEmpty(s.bands) AS comparable
    FROM text_inventory AS i
    INNER JOIN (SELECT report_id, which, unit_digest, text_key, characters, residual_characters, bands FROM text_states FINAL) AS s
        ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = i.unit_digest
    WHERE i.run_id = {run:UInt64} AND i.written
),
others AS
(
    SELECT * FROM placed WHERE current AND comparable
),
units AS
(
    SELECT unit, count() AS texts, countIf(comparable) AS comparable FROM placed WHERE current GROUP BY unit
),
groups AS
(
    SELECT family_group, count() AS texts FROM others WHERE family_group != '' GROUP BY family_group
),
shares AS
(
    SELECT family_group, unit, count() AS texts FROM others WHERE family_group != '' GROUP BY family_group, unit
),
agencies AS
(
    SELECT agency_id, groupArray(fiscal_year) AS years FROM others GROUP BY agency_id
),
-- Of a report's two versions each counts the others, not the other version of itself.
known AS
(
    SELECT p.report_id AS report_id, p.which AS which, p.reading_id AS reading_id, p.agency_id AS agency_id, p.fiscal_year AS fiscal_year, p.unit AS unit, p.unit_digest AS unit_digest, p.family_group AS family_group, p.text_key AS text_key, p.characters AS characters, p.residual AS residual,
        u.texts AS unit_texts, g.texts AS group_texts,
        if(p.comparable, toUInt32(arrayCount(y -> y < p.fiscal_year AND y + 3 >= p.fiscal_year, a.years) + u.comparable - has(a.years, p.fiscal_year) + g.texts - s.texts), 0) AS comparisons
    FROM placed AS p
    LEFT JOIN units AS u ON u.unit = p.unit
    LEFT JOIN groups AS g ON g.family_group = p.family_group
    LEFT JOIN shares AS s ON s.family_group = p.family_group AND s.unit = p.unit
    LEFT JOIN agencies AS a ON a.agency_id = p.agency_id
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
