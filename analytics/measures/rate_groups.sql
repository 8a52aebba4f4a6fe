-- What the shares of agencies of some peer groups are set among in a fiscal year: the agencies of the same peer group and year,
-- the agency itself among them.
-- Unit: median 0 to 1; agencies: those that have the share. Source: what the score run took of rates.
-- Parameters: groups (peer groups), year (a fiscal year), run (number of the newest score run: score_runs).
SELECT toString(rate) AS name, peer_group, agencies, median
FROM rate_groups_history
WHERE run_id = {run:UInt64} AND fiscal_year = {year:UInt16} AND peer_group IN {groups:Array(String)}
ORDER BY name, peer_group
