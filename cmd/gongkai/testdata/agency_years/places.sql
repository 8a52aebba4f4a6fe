-- The counties that have agencies here. County 'unknown' gathers agencies above counties and
-- those whose place is not certain.
-- Unit: agencies. Source: agencies.
-- Parameters: none.
SELECT
    if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county,
    anyIf(ifNull(division_name, ''), ifNull(division_code, '') = ifNull(county_code, '') AND ifNull(county_code, '') != '') AS county_name,
    count() AS agencies
FROM agencies
GROUP BY county
ORDER BY county = 'unknown', county
