-- The reports of some years that stand for unrelated ones of a year: those whose names have the smallest hashes,
-- of counties whose template is known.
--
-- Source: text_inventory, text_states, text_unit_templates.
-- Parameters: run, method, years, reports (below which no template can be told), size (of the sample of a year).
WITH
texts AS
(
    SELECT fiscal_year, report_id, which, toString(province) AS province, unit, toString(family) AS family, text_hash FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND fiscal_year IN {years:Array(UInt16)} AND written
),
units AS
(
    SELECT unit, hex(sipHash128({method:UInt32}, sum(text_hash), groupBitXor(text_hash))) AS unit_digest FROM texts GROUP BY unit HAVING countIf(which = 'current') >= {reports:UInt32}
)
SELECT i.fiscal_year AS year, i.report_id AS report_id, i.province AS province, i.unit AS unit, i.family AS family, s.text_key AS text_key
FROM texts AS i
INNER JOIN units AS u ON u.unit = i.unit
INNER JOIN
(
    SELECT report_id, which, unit_digest, text_key FROM text_states FINAL
    WHERE notEmpty(bands) AND report_id IN (SELECT report_id FROM texts)
) AS s
    ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = u.unit_digest
WHERE i.which = 'current'
ORDER BY year, sipHash64('20190515', report_id), report_id
LIMIT {size:UInt32} BY year
