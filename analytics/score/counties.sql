-- The counties that have agencies. County 'unknown' gathers agencies above counties and those
-- whose place is not certain.
-- Source: agencies. Parameters: run.
INSERT INTO counties_history (run_id, county, name, agencies)
SELECT {run:UInt64}, if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county,
    anyIf(ifNull(division_name, ''), ifNull(division_code, '') = ifNull(county_code, '') AND ifNull(county_code, '') != ''), count()
FROM agencies
GROUP BY county
