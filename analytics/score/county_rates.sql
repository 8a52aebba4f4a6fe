-- The cases of the agencies of a county together, by share and year: own offices only, since an
-- aggregate counts them again.
-- Source: rates_history, agency_years_history. Parameters: run.
INSERT INTO county_rates_history (run_id, county, region, fiscal_year, rate, x, n, agencies)
SELECT {run:UInt64}, y.county, substring(y.division_code, 1, 4) AS region, r.fiscal_year, r.rate, sum(r.x), sum(r.n), count()
FROM (SELECT agency_id, fiscal_year, rate, x, n FROM rates_history WHERE run_id = {run:UInt64} AND which = 'current') AS r
INNER JOIN (SELECT agency_id, fiscal_year, county, division_code FROM agency_years_history WHERE run_id = {run:UInt64} AND scope = 'own_office' AND report_id != '') AS y
    ON y.agency_id = r.agency_id AND y.fiscal_year = r.fiscal_year
GROUP BY y.county, region, r.fiscal_year, r.rate
