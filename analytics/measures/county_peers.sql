-- What the shares of a county are set among in a fiscal year: those of all counties, of all their agencies or of those of a
-- level and a kind.
-- Unit: median 0 to 1; peers: counties that have the share; peer_values: their shares in order, of very many every n-th, so
-- that there are at most 120. Source: what the score run took of county_rates.
-- Parameters: level and family of agencies ('' for all), year (a fiscal year), run (number of the newest score run: score_runs).
SELECT toString(rate) AS name, peers, median, peer_values
FROM county_peers_history
WHERE run_id = {run:UInt64} AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String}) AND fiscal_year = {year:UInt16}
ORDER BY name
