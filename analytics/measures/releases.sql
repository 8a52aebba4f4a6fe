-- What was released, the newest first.
-- Unit: times in UTC, hashes hexadecimal; the manifest is JSON, and empty where all are asked for; rates of errors from 0 to 1, NULL
-- where no finished audit speaks for the data. Source: releases.
-- Parameters: release (a name, '' for all).
SELECT
    number,
    name,
    released_at,
    digest,
    seal,
    manifest_sha256,
    if({release:String} = '', '', r.manifest) AS manifest,
    signature,
    nullIf(JSONExtractString(r.manifest, 'audit', 'audit_id'), '') AS audit,
    JSONExtract(r.manifest, 'audit', 'rate', 'Nullable(Float64)') AS audit_rate,
    JSONExtract(r.manifest, 'audit', 'low', 'Nullable(Float64)') AS audit_low,
    JSONExtract(r.manifest, 'audit', 'high', 'Nullable(Float64)') AS audit_high,
    JSONExtract(r.manifest, 'audit', 'sampled', 'Nullable(Int64)') AS audit_cells,
    JSONExtract(r.manifest, 'audit', 'errors', 'Nullable(Int64)') AS audit_errors
FROM releases AS r
WHERE {release:String} = '' OR name = {release:String}
ORDER BY number DESC, name
