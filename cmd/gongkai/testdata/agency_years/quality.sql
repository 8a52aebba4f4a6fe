-- What could not be read or is not said, by fiscal year: our doubts and the agencies' gaps, apart. A
-- doubtful cell was read with less than full confidence and is held against nobody.
-- Unit: cells (figures that are printed on a form) and reports; changed: reports of which more than one version was seen.
-- Source: figures, reports, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
WITH place AS (
    SELECT agency_id FROM agencies
    WHERE ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
report AS (
    SELECT
        assumeNotNull(fiscal_year) AS fiscal_year, count() AS reports, countIf(scope = 'unknown') AS unscoped,
        countIf(outcome != 'ok') AS part_read, countIf(versions > 1) AS changed
    FROM reports
    WHERE fiscal_year IS NOT NULL AND agency_id IN (SELECT agency_id FROM place)
    GROUP BY fiscal_year
),
cell AS (
    SELECT
        assumeNotNull(fiscal_year) AS fiscal_year, count() AS cells, countIf(state = 'unreadable') AS unreadable,
        countIf(confidence < 1 AND state != 'unreadable') AS doubtful, countIf(state = 'blank') AS blank
    FROM figures
    WHERE fiscal_year IS NOT NULL AND agency_id IN (SELECT agency_id FROM place)
    GROUP BY fiscal_year
)
SELECT
    r.fiscal_year AS fiscal_year, r.reports AS reports, r.unscoped AS unscoped, r.part_read AS part_read, r.changed AS changed,
    c.cells AS cells, c.unreadable AS unreadable, c.doubtful AS doubtful, c.blank AS blank
FROM report AS r
LEFT JOIN cell AS c ON c.fiscal_year = r.fiscal_year
ORDER BY fiscal_year
