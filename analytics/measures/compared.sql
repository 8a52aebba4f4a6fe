-- The shares of agencies in a fiscal year. What they are set among is in rate_groups, and whether a difference from it is more
-- than chance is said by flag (rates); which reports are there is asked apart.
-- Unit: x and n in cases. Source: rates, read without its view.
-- Parameters: agencies (agency_ids), year (a fiscal year), run (number of the newest score run: score_runs).
SELECT agency_id, toString(w.rate) AS name, x, n, wilson_low, wilson_high, peer_group, toString(w.flag) AS flagged
FROM rates_history AS w
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current'
  AND agency_id IN {agencies:Array(String)} AND fiscal_year = {year:UInt16}
ORDER BY name, agency_id
SETTINGS optimize_use_projections = 0
