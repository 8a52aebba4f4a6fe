-- The counties and years of some reports: the names that their texts are read with, and their template.
--
-- Source: text_inventory, text_unit_templates.
-- Parameters: run, reports.
WITH
wanted AS
(
    SELECT unit, unit_digest, arraySort(groupUniqArray((agency_name, division_name, division_code))) AS names
    FROM text_inventory
    WHERE run_id = {run:UInt64} AND written AND unit IN (SELECT unit FROM text_inventory WHERE run_id = {run:UInt64} AND report_id IN {reports:Array(String)})
    GROUP BY unit, unit_digest
)
SELECT w.unit AS unit, w.names.1 AS agencies, w.names.2 AS names, w.names.3 AS divisions, t.shingles AS shingles
FROM wanted AS w
LEFT JOIN
(
    SELECT unit, unit_digest, shingles FROM text_unit_templates FINAL WHERE unit IN (SELECT unit FROM wanted)
) AS t ON t.unit = w.unit AND t.unit_digest = w.unit_digest
