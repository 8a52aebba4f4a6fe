-- Which sentence of a version took the place of which of the one before.
-- Source: score_parts, report_rewordings, report_states, agencies.
-- Parameters: run, from, to (reports of this slice).
INSERT INTO rewordings_history (run_id, agency_id, name, county, division_code, fiscal_year, report_id, version, section, from_ordinal, to_ordinal, from_text, to_text, similarity)
SELECT {run:UInt64}, r.agency_id, ifNull(a.name, ''), if(ifNull(a.county_code, '') = '', 'unknown', assumeNotNull(a.county_code)), ifNull(a.division_code, ''),
    r.fiscal_year, w.report_id, w.version, w.section, w.from_ordinal, w.to_ordinal, w.from_text, w.to_text, w.similarity
FROM report_rewordings AS w
INNER JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE versions > 1) AS r ON r.report_id = w.report_id
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
-- A set of names, since it is looked up in every table that the view reads.
WHERE w.report_id IN (SELECT report_id FROM report_states FINAL
    WHERE versions > 1 AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64}))
