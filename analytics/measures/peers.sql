-- The values of all agencies of each peer group in one fiscal year, by dimension, in order; of very many every
-- n-th, so that there are at most 120. An agency's own value and its peer group are in agency_scores.
-- Unit: values 0 to 1, more is better. Source: scores, as the score run put them beside each other.
-- Parameters: year (a fiscal year), run (number of the newest score run: score_runs).
SELECT
    toString(s.dimension) AS dimension,
    s.peer_group AS peer_group,
    s.peers AS peers,
    s.peers_count AS peers_count,
    toNullable(s.median) AS median
FROM peers_history AS s
WHERE s.run_id = {run:UInt64} AND s.fiscal_year = {year:UInt16}
ORDER BY dimension, peer_group
