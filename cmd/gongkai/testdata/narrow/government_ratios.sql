-- The requests that a county's government reports beside the sum of what its departments and
-- townships report, year by year (R701). Never add the two: what an aggregate counts is in its parts.
-- Unit: requests (件); ratio is government divided by parts. Source: government_ratios, reports.
-- Parameters: agency (agency_id of the government, '' for all), county (division code, '' for all).
SELECT
    g.division_code AS division_code,
    r.agency_id AS agency_id,
    assumeNotNull(g.fiscal_year) AS fiscal_year,
    toString(g.indicator) AS indicator,
    g.report_id AS report_id,
    toString(g.scope) AS scope,
    g.government AS government,
    g.parts AS parts,
    toUInt64(g.parts_known) AS parts_known,
    toUInt64(g.parts_reports) AS parts_reports,
    g.ratio AS ratio
FROM government_ratios AS g
INNER JOIN reports AS r ON r.report_id = g.report_id
WHERE ({agency:String} = '' OR r.agency_id = {agency:String})
  AND ({county:String} = '' OR g.division_code = {county:String} OR length({county:String}) < 6 AND startsWith(g.division_code, {county:String}))
ORDER BY division_code, fiscal_year DESC, indicator, report_id
