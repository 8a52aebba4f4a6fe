-- What was released, the newest first.
-- Unit: times in UTC, hashes hexadecimal; the manifest is JSON, and empty where all are asked for. Source: releases.
-- Parameters: release (a name, '' for all).
SELECT
    number,
    name,
    released_at,
    digest,
    seal,
    manifest_sha256,
    if({release:String} = '', '', manifest) AS manifest,
    signature
FROM releases
WHERE {release:String} = '' OR name = {release:String}
ORDER BY number DESC, name
