-- The seals of what was captured and walked, the newest first.
-- Unit: counts, times in UTC, hashes hexadecimal. Source: seals.
-- Parameters: limit, offset.
SELECT
    seal,
    sealed_at,
    first_record,
    records,
    captures,
    walks,
    complete_walks,
    chain,
    key,
    manifest_sha256,
    signature,
    toUInt8(stamp != '') AS stamped,
    count() OVER () AS total
FROM seals
ORDER BY seal DESC, manifest_sha256
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
