-- The peer groups whose agencies have a share in a fiscal year, and how many have. The one without a name gathers those that
-- have too few peers to be compared.
-- Unit: agencies. Source: rates, as the score run counted them.
-- Parameters: rate, year (a fiscal year), run (number of the newest score run: score_runs).
SELECT g.peer_group AS peer_group, g.agencies AS agencies
FROM rate_groups_history AS g
WHERE g.run_id = {run:UInt64} AND g.rate = {rate:String} AND g.fiscal_year = {year:UInt16}
ORDER BY agencies DESC, peer_group
