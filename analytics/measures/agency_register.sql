-- What a register says of an agency: since when and until when it is this agency, what it took over, and the
-- higher body that it belongs to.
-- Unit: days (dates in China). Source: agencies.
-- Parameters: agency (an agency_id).
SELECT
    valid_from,
    valid_to,
    registered,
    vertical,
    nullIf(ifNull(a.parent_agency_id, ''), '') AS parent_agency_id,
    arraySort(a.predecessors) AS predecessors
FROM agencies AS a
WHERE agency_id = {agency:String}
