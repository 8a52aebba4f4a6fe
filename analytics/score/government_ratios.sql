-- R701: the report of a county government beside those of its departments and townships, each
-- counting its own office; bodies under a higher authority are none of its own. Never to be added.
--
-- Unit: 件. Source: across_reports, across_figures.
-- Parameters: run, slice.
INSERT INTO government_ratios_history (run_id, unit, fiscal_year, indicator, report_id, reading_id, scope, government, parts, parts_known, parts_reports)
WITH
said AS
(
    SELECT r.unit AS unit, r.fiscal_year AS fiscal_year, r.report_id AS report_id, r.reading_id AS reading_id, r.scope AS scope, r.family = 'gov_office' AS is_government,
        r.vertical AS vertical, f.indicator AS indicator, f.value AS value
    FROM across_reports AS r
    INNER JOIN across_figures AS f ON f.agency_id = r.agency_id AND f.fiscal_year = r.fiscal_year
    WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32} AND f.run_id = {run:UInt64} AND f.slice = {slice:UInt32}
        AND r.level IN ('county', 'township') AND (f.indicator, f.applicant) IN (('requests_new', 'total'), ('requests_received', ''))
)
SELECT {run:UInt64}, g.unit, g.fiscal_year, g.indicator, g.report_id, g.reading_id, g.scope, g.value,
    sum(p.value), toUInt32(countIf(p.value IS NOT NULL)), toUInt32(count())
FROM said AS g
INNER JOIN said AS p ON p.unit = g.unit AND p.fiscal_year = g.fiscal_year AND p.indicator = g.indicator
WHERE g.is_government AND NOT p.is_government AND p.scope != 'government_aggregate' AND NOT p.vertical
GROUP BY g.unit, g.fiscal_year, g.indicator, g.report_id, g.reading_id, g.scope, g.value
