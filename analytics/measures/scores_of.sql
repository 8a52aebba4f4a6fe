-- Dimensions of some agencies in some fiscal years, as scores has them; whose they are, and whether the report is there, is asked apart.
-- Unit: value, low and high are 0 to 1, more is better. Source: scores, read without its view.
-- Parameters: agencies (agency_ids), years (fiscal years), dimensions, run (number of the newest score run: score_runs).
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
FROM scores_history AS s
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND agency_id IN {agencies:Array(String)} AND fiscal_year IN {years:Array(UInt16)} AND s.dimension IN {dimensions:Array(String)}
ORDER BY agency_id, fiscal_year, dimension, which
