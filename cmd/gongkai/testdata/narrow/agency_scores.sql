-- The dimensions of one agency among its peers, by the newest method, as scores has them.
-- Unit: value 0 to 1, low and high its interval; NULL with a reason where it can't be told. Source: scores.
-- Parameters: agency (an agency_id).
SELECT
    agency_id,
    fiscal_year,
    toString(s.dimension) AS dimension,
    toString(s.which) AS which,
    value,
    low,
    high,
    CAST(s.band, 'Nullable(String)') AS band,
    peer_group,
    toString(s.reason) AS reason,
    method_version,
    detail
FROM scores AS s
WHERE agency_id = {agency:String} AND s.which = 'current'
ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, agency_id, fiscal_year DESC, s.dimension, s.which
LIMIT 1000
