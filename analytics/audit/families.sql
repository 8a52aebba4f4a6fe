-- The CMS family of each site: that of most lists that were walked on it, of as many the last by name.
-- Source: walks. Parameters: none.
SELECT site_id, argMax(family, (n, family)) AS family
FROM (SELECT toString(w.site_id) AS site_id, toString(w.family) AS family, count() AS n FROM walks AS w WHERE family != '' GROUP BY site_id, family)
GROUP BY site_id
ORDER BY site_id
