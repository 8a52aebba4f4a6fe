-- The values of each peer group in a fiscal year and dimension, in order, of all divisions that the run consists of;
-- of very many every n-th, so that there are at most 120. Pages set an agency among them.
--
-- Unit: 0 to 1. Source: scores_history, score_parts. Parameters: run.
INSERT INTO peers_history (run_id, fiscal_year, dimension, peer_group, peers, peers_count, median)
SELECT {run:UInt64}, fiscal_year, dimension, peer_group, arrayFilter((v, i) -> i % (intDiv(length(whole), 120) + 1) = 0, whole, arrayEnumerate(whole)), length(whole), arrayReduce('quantileExactInclusive(0.5)', whole)
FROM
(
    SELECT fiscal_year, dimension, peer_group, arraySort(groupArray(assumeNotNull(value))) AS whole
    FROM scores_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current' AND value IS NOT NULL AND peer_group != ''
    GROUP BY fiscal_year, dimension, peer_group
)
