-- The values of all agencies of each peer group in one fiscal year, by dimension, in order; of very many every
-- n-th, so that there are at most 120. An agency's own value and its peer group are in agency_scores.
-- Unit: values 0 to 1, more is better. Source: scores.
-- Parameters: year (a fiscal year).
SELECT
    toString(s.dimension) AS dimension,
    peer_group,
    arrayFilter((v, i) -> i % (intDiv(length(whole), 120) + 1) = 0, whole, arrayEnumerate(whole)) AS peers,
    toInt64(length(whole)) AS peers_count,
    toNullable(arrayReduce('quantileExactInclusive(0.5)', whole)) AS median
FROM
(
    SELECT dimension, peer_group, arraySort(groupArray(assumeNotNull(value))) AS whole
    FROM scores
    WHERE fiscal_year = {year:UInt16} AND which = 'current' AND value IS NOT NULL AND peer_group != ''
    GROUP BY dimension, peer_group
) AS s
ORDER BY dimension, peer_group
