-- The names of all agencies, to be searched by their sounds: those of a county at once, since rows cost more to read than names.
-- Unit: one row a county ('unknown' where an agency's is not known). Source: agencies, read without its view.
-- Parameters: none.
SELECT
    if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county,
    arraySort(groupArray(agency_id)) AS agencies,
    arraySort((n, a) -> a, groupArray(name), groupArray(agency_id)) AS names
FROM agencies_history FINAL
GROUP BY county
ORDER BY county
