-- One agency and what was found of it.
-- Unit: reports, errors: counts. Source: agencies, agency_years.
-- Parameters: agency (an agency_id).
SELECT
    a.agency_id AS agency_id,
    a.name AS name,
    nullIf(ifNull(a.division_code, ''), '') AS division_code,
    nullIf(ifNull(a.division_name, ''), '') AS division_name,
    nullIf(ifNull(a.county_code, ''), '') AS county_code,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    toString(a.family) AS family,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    k.reports AS reports,
    nullIf(k.first_year, 0) AS first_year,
    nullIf(k.last_year, 0) AS last_year,
    toUInt64(k.errors) AS errors,
    toUInt64(1) AS total
FROM agencies AS a
CROSS JOIN
(
    SELECT countIf(report_id IS NOT NULL) AS reports, minIf(fiscal_year, report_id IS NOT NULL) AS first_year, maxIf(fiscal_year, report_id IS NOT NULL) AS last_year, sum(errors) AS errors
    FROM agency_years
    WHERE agency_id = {agency:String}
) AS k
WHERE a.agency_id = {agency:String}
