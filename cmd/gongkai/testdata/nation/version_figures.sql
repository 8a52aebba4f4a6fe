-- What was put right: the number of requests.
INSERT INTO reading_figures (report_id, reading_id, indicator, applicant, agency_id, division_code, fiscal_year, form, scope, value, unit, state, raw, confidence, evidence)
SELECT f.report_id, replaceOne(f.reading_id, '01900000-', '01900001-'), f.indicator, f.applicant, f.agency_id, f.division_code, f.fiscal_year, f.form, f.scope,
    if(indicator = 'requests_new', f.value + 1, f.value), f.unit, if(indicator = 'requests_new', 'number', toString(f.state)), if(indicator = 'requests_new', toString(f.value + 1), f.raw), f.confidence, f.evidence
FROM reading_figures AS f
WHERE f.report_id IN (SELECT report_id FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64} AND number % 50 = 7)
