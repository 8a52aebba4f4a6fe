-- What differs between the versions of reports.
-- Source: report_changes, agencies.
-- Parameters: run, reports (those of several versions, of this slice).
INSERT INTO changes_history (run_id, name, county, division_code, report_id, version, agency_id, fiscal_year, kind, change, indicator, applicant, part, section, ordinal, from_value, to_value, from_text, to_text,
    from_state, to_state, confidence, unit, from_evidence, to_evidence, changed_after, changed_by, from_sha256, to_sha256, parser_version)
SELECT {run:UInt64}, ifNull(a.name, ''), if(ifNull(a.county_code, '') = '', 'unknown', assumeNotNull(a.county_code)), ifNull(a.division_code, ''),
    c.report_id, c.version, c.agency_id, c.fiscal_year, c.kind, c.change, c.indicator, c.applicant, c.part, c.section, c.ordinal, c.from_value, c.to_value, c.from_text, c.to_text, c.from_state, c.to_state, c.confidence, c.unit, c.from_evidence, c.to_evidence, c.changed_after, c.changed_by, c.from_sha256, c.to_sha256, c.parser_version
FROM report_changes AS c
LEFT JOIN agencies AS a ON a.agency_id = c.agency_id
WHERE c.report_id IN {reports:Array(String)}
