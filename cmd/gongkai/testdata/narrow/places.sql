-- The counties that have agencies here. County 'unknown' gathers agencies above counties and
-- those whose place is not certain.
-- Unit: agencies. Source: counties.
-- Parameters: none.
SELECT county, name AS county_name, agencies
FROM counties
ORDER BY county = 'unknown', county
