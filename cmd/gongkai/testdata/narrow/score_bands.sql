-- How many agency-years of a dimension stand in each band, cannot be told apart, or have no value, and why.
-- Unit: agency-years. Source: scores, agencies.
-- Parameters: county, dimension, level, family ('' for all), year.
SELECT
    if(s.value IS NULL, '', ifNull(toString(s.band), 'none')) AS band,
    if(s.value IS NULL, toString(s.reason), '') AS reason,
    count() AS agencies
FROM scores AS s
LEFT JOIN agencies AS a ON a.agency_id = s.agency_id
WHERE s.which = 'current' AND s.dimension = {dimension:String} AND s.fiscal_year = {year:UInt16}
  AND ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
GROUP BY band, reason
ORDER BY band = '', band = 'none', band DESC, agencies DESC, reason
