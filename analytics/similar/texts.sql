-- The texts of the reports of a run that are asked for, as report_texts has them.
--
-- Source: text_inventory, report_texts.
-- Parameters: run, units, reports (what is asked for: all of some units, or some reports).
SELECT i.unit AS unit, i.unit_digest AS unit_digest, i.report_id AS report_id, toString(i.which) AS which, i.text_id AS text_id, i.agency_name AS agency_name,
    i.division_code AS division_code, i.division_name AS division_name, r.text AS text
FROM text_inventory AS i
INNER JOIN
(
    SELECT report_id, reading_id, text FROM report_texts
    WHERE report_id IN (SELECT report_id FROM text_inventory WHERE run_id = {run:UInt64} AND written AND (unit IN {units:Array(String)} OR report_id IN {reports:Array(String)}))
) AS r ON r.report_id = i.report_id AND r.reading_id = i.reading_id
WHERE i.run_id = {run:UInt64} AND i.written AND (i.unit IN {units:Array(String)} OR i.report_id IN {reports:Array(String)})
ORDER BY unit, report_id, which
