-- Where the values of an agency's dimensions stand among its peers, for one fiscal year: the values of all
-- agencies of the same peer group, in order; of very many every n-th, so that there are at most 120.
-- Unit: values 0 to 1, more is better. Source: scores.
-- Parameters: agency (an agency_id), year (a fiscal year).
WITH own AS (
    SELECT toString(dimension) AS dimension, value, low, high, CAST(band, 'Nullable(String)') AS band, peer_group, toString(reason) AS reason, detail, method_version
    FROM scores
    WHERE agency_id = {agency:String} AND fiscal_year = {year:UInt16} AND which = 'current'
),
peer AS (
    SELECT toString(dimension) AS dimension, peer_group, arraySort(groupArray(assumeNotNull(value))) AS whole
    FROM scores
    WHERE fiscal_year = {year:UInt16} AND which = 'current' AND value IS NOT NULL AND peer_group != ''
      AND (toString(dimension), peer_group) IN (SELECT dimension, peer_group FROM own)
    GROUP BY dimension, peer_group
)
SELECT
    o.dimension AS dimension,
    o.value AS value,
    o.low AS low,
    o.high AS high,
    o.band AS band,
    o.peer_group AS peer_group,
    o.reason AS reason,
    o.detail AS detail,
    o.method_version AS method_version,
    arrayFilter((v, i) -> i % (intDiv(length(p.whole), 120) + 1) = 0, p.whole, arrayEnumerate(p.whole)) AS peers,
    toInt64(length(p.whole)) AS peers_count,
    if(empty(p.whole), NULL, arrayReduce('quantileExactInclusive(0.5)', p.whole)) AS median
FROM own AS o
LEFT JOIN peer AS p ON p.dimension = o.dimension AND p.peer_group = o.peer_group
ORDER BY dimension, reason
