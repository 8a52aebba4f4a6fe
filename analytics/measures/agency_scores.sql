-- The dimensions of one agency among its peers, by the newest method, as scores has them.
-- Unit: value 0 to 1, low and high its interval; NULL with a reason where it can't be told. Source: scores, read without its view.
-- Parameters: agency (an agency_id), part (the run under whose number the rows of its division stand: score_parts).
SELECT
    agency_id,
    fiscal_year,
    dimension,
    which,
    value,
    low,
    high,
    band,
    peer_group,
    reason,
    method_version,
    detail
FROM scores_history AS s
WHERE run_id = {part:UInt64} AND agency_id = {agency:String} AND s.which = 'current'
ORDER BY isNull(s.band), s.band DESC, isNull(s.value), s.value, agency_id, fiscal_year DESC, s.dimension, s.which
LIMIT 1000
