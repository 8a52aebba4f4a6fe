-- What was read in the cells of some reports, and in which bytes.
-- Unit: value in unit. Source: figures, reports. Parameters: reports.
SELECT f.report_id AS report_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, f.agency_id AS agency_id, f.fiscal_year AS fiscal_year, r.sha256 AS sha256, f.reading_id AS reading_id,
    f.raw AS printed, toString(f.state) AS state, toString(f.value) AS value, toString(f.unit) AS unit
FROM figures AS f
INNER JOIN (SELECT report_id, sha256 FROM reports WHERE report_id IN {reports:Array(String)}) AS r ON r.report_id = f.report_id
WHERE f.report_id IN {reports:Array(String)}
ORDER BY report_id, indicator, applicant
