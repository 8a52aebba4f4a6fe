-- What a register says of an agency: since when and until when it is this agency, what it took over, and the
-- higher body that it belongs to.
-- Unit: days (dates in China). Source: agencies.
-- Parameters: agency (an agency_id).
SELECT
    a.valid_from AS valid_from,
    a.valid_to AS valid_to,
    a.registered AS registered,
    a.vertical AS vertical,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    arraySort(a.predecessors) AS predecessors,
    arrayMap(p -> if(mapContains(names, p), names[p], p), predecessors) AS predecessor_names
FROM agencies AS a
CROSS JOIN
(
    SELECT CAST((groupArray(agency_id), groupArray(name)), 'Map(String, String)') AS names
    FROM agencies
    WHERE agency_id IN (SELECT arrayJoin(predecessors) FROM agencies WHERE agency_id = {agency:String})
) AS n
WHERE a.agency_id = {agency:String}
