-- The hosts that are or were left alone, and who lifted what: those that stand first. A hold
-- stands until its time has passed, unless it was lifted.
-- Unit: times in UTC. Source: holds, sites, read without their views.
-- Parameters: site (a site_id, '' for all).
SELECT
    host,
    toString(h.site_id) AS site_id,
    s.name AS site_name,
    since,
    until,
    toString(outcome) AS outcome,
    toString(failure) AS failure,
    why,
    toString(why_code) AS why_code,
    why_args,
    lifted_at,
    lifted_by,
    lift_reason,
    toUInt8(lifted_at IS NULL AND until > now64(3)) AS stands
FROM holds AS h
LEFT JOIN (SELECT site_id, name FROM sites_history FINAL) AS s ON s.site_id = h.site_id
WHERE {site:String} = '' OR h.site_id = {site:String}
ORDER BY stands DESC, since DESC, host, failure
LIMIT 1000
