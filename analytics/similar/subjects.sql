-- The texts of a province and some years with what is known before pairs are looked at: how much of each is left
-- beside the template, and how many others it can be compared with.
--
-- Source: text_inventory, text_states.
-- Parameters: run, method, province, years.
INSERT INTO text_subjects (run_id, province, report_id, which, reading_id, agency_id, fiscal_year, unit, unit_digest, family_group, text_key, characters, residual_characters, comparable,
    unit_texts, group_texts, comparisons)
WITH
texts AS
(
    SELECT report_id, toString(which) AS which, reading_id, agency_id, toString(family) AS family, fiscal_year, unit, text_hash FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND province = {province:String} AND fiscal_year BETWEEN arrayMin({years:Array(UInt16)}) - 3 AND arrayMax({years:Array(UInt16)}) AND written
),
digests AS
(
    SELECT unit, hex(sipHash128({method:UInt32}, sum(text_hash), groupBitXor(text_hash))) AS unit_digest FROM texts GROUP BY unit
),
placed AS
(
    SELECT i.report_id AS report_id, i.which AS which, i.reading_id AS reading_id, i.agency_id AS agency_id, i.fiscal_year AS fiscal_year, i.unit AS unit, d.unit_digest AS unit_digest,
        if(i.family IN ('', 'other'), '', concat({province:String}, '/', i.family, '/', toString(i.fiscal_year))) AS family_group,
        s.text_key AS text_key, s.characters AS characters, s.residual_characters AS residual, i.which = 'current' AS current, s.comparable AS comparable
    FROM texts AS i
    INNER JOIN digests AS d ON d.unit = i.unit
    INNER JOIN
    (
        SELECT report_id, which, unit_digest, text_key, characters, residual_characters, notEmpty(bands) AS comparable FROM text_states FINAL WHERE report_id IN (SELECT report_id FROM texts)
    ) AS s ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = d.unit_digest
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
        p.comparable AS comparable, u.texts AS unit_texts, g.texts AS group_texts,
        if(p.comparable, toUInt32(arrayCount(y -> y < p.fiscal_year AND y + 3 >= p.fiscal_year, a.years) + u.comparable - has(a.years, p.fiscal_year) + g.texts - s.texts), 0) AS comparisons
    FROM (SELECT * FROM placed WHERE fiscal_year IN {years:Array(UInt16)}) AS p
    LEFT JOIN units AS u ON u.unit = p.unit
    LEFT JOIN groups AS g ON g.family_group = p.family_group
    LEFT JOIN shares AS s ON s.family_group = p.family_group AND s.unit = p.unit
    LEFT JOIN agencies AS a ON a.agency_id = p.agency_id
)
SELECT {run:UInt64}, {province:String}, report_id, which, reading_id, agency_id, fiscal_year, unit, unit_digest, family_group, text_key, characters, residual, comparable, unit_texts, group_texts, comparisons
FROM known
