-- Which sentence of a version took the place of which of the one before.
-- Source: report_rewordings, report_states, agencies.
-- Parameters: run, reports (those of several versions, of this slice).
INSERT INTO rewordings_history (run_id, agency_id, name, county, division_code, fiscal_year, report_id, version, section, from_ordinal, to_ordinal, from_text, to_text, similarity)
SELECT {run:UInt64}, r.agency_id, ifNull(a.name, ''), if(ifNull(a.county_code, '') = '', 'unknown', assumeNotNull(a.county_code)), ifNull(a.division_code, ''),
    r.fiscal_year, w.report_id, w.version, w.section, w.from_ordinal, w.to_ordinal, w.from_text, w.to_text, w.similarity
FROM report_rewordings AS w
INNER JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN {reports:Array(String)}) AS r ON r.report_id = w.report_id
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE w.report_id IN {reports:Array(String)}
