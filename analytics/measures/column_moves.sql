-- The lists of reports that are walked at another address than before, the latest first: how many
-- of the reports that the old one named the new one names.
-- Unit: reports; times in UTC. Source: column_moves, sites, read without their views.
-- Parameters: site (a site_id, '' for all).
SELECT
    toString(m.site_id) AS site_id,
    s.name AS site_name,
    from_url,
    to_url,
    left_at,
    moved_by,
    reports,
    followed
FROM column_moves AS m
LEFT JOIN (SELECT site_id, name FROM sites_history FINAL) AS s ON s.site_id = m.site_id
WHERE {site:String} = '' OR m.site_id = {site:String}
ORDER BY moved_by DESC, from_url, to_url, site_id
LIMIT 1000
