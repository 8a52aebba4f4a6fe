-- How many agencies of each peer group have a share in a fiscal year, and the median of theirs, of all divisions that
-- the run consists of. The peer group without a name is of those that have too few peers.
--
-- Unit: agencies; median 0 to 1. Source: rates_history, score_parts. Parameters: run.
INSERT INTO rate_groups_history (run_id, fiscal_year, rate, peer_group, agencies, median)
SELECT {run:UInt64}, fiscal_year, rate, peer_group, count(), quantileExactInclusive(0.5)(x / n)
FROM rates_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current'
GROUP BY fiscal_year, rate, peer_group
