-- The texts of the reports of a run that are asked for, as report_texts has them.
--
-- Source: text_inventory, report_texts.
-- Parameters: run, method, provinces and years (of what is asked for), units, reports (of these units: some, or all where none is named).
WITH
texts AS
(
    SELECT unit, report_id, toString(which) AS which, agency_id, fiscal_year, reading_id, text_id, agency_name, division_code, division_name,
        hex(sipHash128({method:UInt32}, sum(text_hash) OVER (PARTITION BY unit), groupBitXor(text_hash) OVER (PARTITION BY unit))) AS unit_digest
    FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND province IN {provinces:Array(String)} AND fiscal_year IN {years:Array(UInt16)} AND written
        AND unit IN {units:Array(String)}
)
SELECT i.unit AS unit, i.unit_digest AS unit_digest, i.report_id AS report_id, i.which AS which, i.agency_id AS agency_id, i.fiscal_year AS fiscal_year, i.text_id AS text_id, i.agency_name AS agency_name,
    i.division_code AS division_code, i.division_name AS division_name, r.text AS text
FROM texts AS i
INNER JOIN
(
    SELECT report_id, reading_id, text FROM report_texts
    WHERE report_id IN (SELECT report_id FROM texts WHERE empty({reports:Array(String)}) OR report_id IN {reports:Array(String)})
) AS r ON r.report_id = i.report_id AND r.reading_id = i.reading_id
ORDER BY unit, report_id, which
