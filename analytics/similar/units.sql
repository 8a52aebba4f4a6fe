-- The counties and years of some reports: the names that their texts are read with, and their template.
--
-- Source: text_inventory, text_unit_templates.
-- Parameters: run, method, provinces and years (of the reports), reports.
WITH
texts AS
(
    SELECT unit, report_id, fiscal_year, agency_name, division_name, division_code, text_hash
    FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND province IN {provinces:Array(String)} AND fiscal_year IN {years:Array(UInt16)} AND written
),
wanted AS
(
    SELECT unit, hex(sipHash128({method:UInt32}, sum(text_hash), groupBitXor(text_hash))) AS unit_digest,
        arraySort(groupUniqArray((agency_name, division_name, division_code))) AS names
    FROM texts
    WHERE unit IN (SELECT unit FROM texts WHERE report_id IN {reports:Array(String)})
    GROUP BY unit
)
SELECT w.unit AS unit, w.names.1 AS agencies, w.names.2 AS names, w.names.3 AS divisions, t.shingles AS shingles
FROM wanted AS w
LEFT ANY JOIN
(
    SELECT unit, unit_digest, shingles FROM text_unit_templates WHERE unit IN (SELECT unit FROM texts WHERE report_id IN {reports:Array(String)})
) AS t ON t.unit = w.unit AND t.unit_digest = w.unit_digest
ORDER BY unit
