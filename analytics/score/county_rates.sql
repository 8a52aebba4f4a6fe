-- The cases of the agencies of a county together, by share and year: own offices only, since an
-- aggregate counts them again.
-- Source: rates_history, agency_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO county_rates_history (run_id, unit, county, region, fiscal_year, rate, x, n, agencies)
SELECT {run:UInt64}, splitByChar('-', y.agency_id)[1] AS division, y.county, substring(y.division_code, 1, 4) AS region, r.fiscal_year, r.rate, sum(r.x), sum(r.n), count()
FROM (SELECT agency_id, fiscal_year, rate, x, n FROM rates_history WHERE run_id = {run:UInt64} AND which = 'current' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS r
INNER JOIN (SELECT agency_id, fiscal_year, county, division_code FROM agency_years_history WHERE run_id = {run:UInt64} AND scope = 'own_office' AND report_id != '' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS y
    ON y.agency_id = r.agency_id AND y.fiscal_year = r.fiscal_year
GROUP BY division, y.county, region, r.fiscal_year, r.rate
