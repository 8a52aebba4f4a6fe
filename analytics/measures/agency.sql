-- One agency: what it is, and what a register says of it: since when and until when it is this agency, what it took
-- over, and the higher body that it belongs to. What was found of it is in agency_coverage.
-- Unit: days (dates in China). Source: agencies, read without its view.
-- Parameters: agency (an agency_id).
SELECT
    agency_id,
    name,
    division_code,
    division_name,
    county_code,
    level,
    family,
    parent_agency_id,
    valid_from,
    valid_to,
    registered,
    vertical,
    arraySort(a.predecessors) AS predecessors
FROM agencies_history AS a FINAL
WHERE agency_id = {agency:String}
