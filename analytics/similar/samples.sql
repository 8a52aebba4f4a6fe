-- The reports of a year that stand for unrelated ones: those whose names have the smallest hashes,
-- of counties whose template is known.
--
-- Source: text_inventory, text_states, text_unit_templates.
-- Parameters: run, year, reports (below which no template can be told), size.
SELECT i.report_id AS report_id, i.unit AS unit, toString(i.family) AS family, s.text_key AS text_key
FROM
(
    SELECT report_id, which, unit, unit_digest, family FROM text_inventory WHERE run_id = {run:UInt64} AND fiscal_year = {year:UInt16} AND which = 'current'
) AS i
INNER JOIN
(
    SELECT report_id, which, unit_digest, text_key FROM text_states FINAL
    WHERE notEmpty(bands) AND report_id IN (SELECT report_id FROM text_inventory WHERE run_id = {run:UInt64} AND fiscal_year = {year:UInt16})
) AS s
    ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = i.unit_digest
WHERE (i.unit, i.unit_digest) IN (SELECT unit, unit_digest FROM text_unit_templates WHERE endsWith(unit, concat('/', toString({year:UInt16}))) AND texts >= {reports:UInt32})
ORDER BY sipHash64('20190515', report_id), report_id
LIMIT {size:UInt32}
