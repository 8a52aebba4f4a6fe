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
SELECT {run:UInt64}, unit, fiscal_year, indicator, government.1, government.2, government.3, government.4, parts, parts_known, parts_reports
FROM
(
    -- One grouping and no join of said with itself: the planner may put figures beside figures before it knows whose they are.
    SELECT unit, fiscal_year, indicator, groupArrayIf(tuple(report_id, reading_id, scope, value), is_government) AS governments,
        sumIf(value, is_part) AS parts, toUInt32(countIf(is_part AND value IS NOT NULL)) AS parts_known, toUInt32(countIf(is_part)) AS parts_reports
    FROM (SELECT *, NOT is_government AND scope != 'government_aggregate' AND NOT vertical AS is_part FROM said)
    GROUP BY unit, fiscal_year, indicator
    HAVING parts_reports > 0
)
ARRAY JOIN governments AS government
