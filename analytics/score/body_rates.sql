-- What county_rates says of all agencies of a county together, of those of each level, of each kind, and of each
-- level and kind; where it is of all levels or kinds these say 'all'.
-- Source: rates_history, agency_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO body_rates_history (run_id, unit, level, family, county, region, fiscal_year, rate, x, n, agencies)
SELECT {run:UInt64}, division, if(grouping(of_level) = 1, 'all', of_level), if(grouping(of_family) = 1, 'all', of_family), of_county, region, year, name, sum(r.x), sum(r.n), count()
FROM (SELECT agency_id, fiscal_year AS year, toString(rate) AS name, x, n FROM rates_history WHERE run_id = {run:UInt64} AND which = 'current' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS r
INNER JOIN
(
    SELECT agency_id, fiscal_year, splitByChar('-', agency_id)[1] AS division, county AS of_county, substring(division_code, 1, 4) AS region, toString(level) AS of_level, toString(family) AS of_family
    FROM agency_years_history
    WHERE run_id = {run:UInt64} AND scope = 'own_office' AND report_id != '' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
) AS y ON y.agency_id = r.agency_id AND y.fiscal_year = r.year
GROUP BY GROUPING SETS
    ((division, of_county, region, year, name, of_level), (division, of_county, region, year, name, of_family),
    (division, of_county, region, year, name, of_level, of_family))
