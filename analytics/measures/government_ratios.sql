-- The requests that a county's government reports beside the sum of what its departments and
-- townships report, year by year (R701). Never add the two: what an aggregate counts is in its parts.
-- Unit: requests (件); ratio is government divided by parts. Source: government_ratios, reports, read without their views.
-- Parameters: agency (agency_id of the government, '' for all), county (division code, '' for all), run (number of the newest score run: score_runs).
SELECT
    g.unit AS division_code,
    -- What stands before the year in the name of a report.
    substring(g.report_id, 1, length(g.report_id) - length(toString(g.fiscal_year)) - 1) AS agency_id,
    g.fiscal_year AS fiscal_year,
    toString(g.indicator) AS indicator,
    g.report_id AS report_id,
    toString(g.scope) AS scope,
    g.government AS government,
    g.parts AS parts,
    toUInt64(g.parts_known) AS parts_known,
    toUInt64(g.parts_reports) AS parts_reports,
    toFloat64(g.government) / nullIf(toFloat64(g.parts), 0) AS ratio
FROM government_ratios_history AS g
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND cityHash64(reading_id) IN current_readings
  AND ({agency:String} = '' OR startsWith(g.report_id, concat({agency:String}, '-')) AND agency_id = {agency:String})
  AND ({county:String} = '' OR g.unit = {county:String} OR length({county:String}) < 6 AND startsWith(g.unit, {county:String}))
ORDER BY division_code, fiscal_year DESC, indicator, report_id
