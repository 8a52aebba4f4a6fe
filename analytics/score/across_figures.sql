-- The figures of a slice that rules compare: all but the single applicants of table 3, of which
-- only what was carried over is needed.
--
-- Source: reading_figures.
-- Parameters: run, slice.
INSERT INTO across_figures (run_id, slice, indicator, applicant, agency_id, fiscal_year, report_id, value, state, confidence)
SELECT {run:UInt64}, {slice:UInt32}, indicator, applicant, agency_id, fiscal_year, report_id, value, state, confidence
FROM reading_figures
WHERE (applicant IN ('', 'total') OR indicator IN ('requests_carried_in', 'requests_carried_out'))
    AND report_id IN (SELECT report_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
    AND reading_id IN (SELECT reading_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
