-- The names of all agencies, to be searched by their sounds: those of a county as one text, since to read rows costs more than to part it.
-- Unit: one row a county ('unknown' where an agency's is not known); a line an agency of each text, in the order of their identifiers. Source: agencies, read without its view.
-- Parameters: none.
SELECT
    if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) AS county,
    arrayStringConcat(arraySort(groupArray(agency_id)), '\n') AS agencies,
    arrayStringConcat(arraySort((n, a) -> a, groupArray(replaceAll(name, '\n', ' ')), groupArray(agency_id)), '\n') AS names
FROM agencies_history FINAL
GROUP BY county
ORDER BY county
