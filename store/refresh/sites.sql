-- The sites of which something was captured, walked or read since they were last made current, or
-- all; cut into slices of about as many captures. A site is never parted. The site * stands for the
-- method: it is there where all are looked at. Behind a star and a code stands the register of a division.
--
-- Source: captures_history, readings, walks_history, crawls_history, sites_history, refreshed_sites.
-- Parameters: generation, method (of what is computed: another one computes all anew), all, size (captures of a slice),
-- lists and hashes (registers that are new), concerned (the sites that they concern).
INSERT INTO refreshing_sites (generation, slice, site_id, fingerprint)
WITH facts AS
(
    SELECT site_id, sum(captures) AS captures, sum(hash) AS hash
    FROM
    (
        -- Rows that are to replace each other count one by one: where they are merged, a site is looked at once more.
        SELECT toString(site_id) AS site_id, count() AS captures, sum(cityHash64('capture', capture_id, kept_at)) AS hash FROM captures_history GROUP BY site_id
        UNION ALL
        SELECT toString(site_id), 0, sum(cityHash64('reading', reading_id)) FROM readings GROUP BY site_id
        UNION ALL
        SELECT toString(site_id), 0, sum(cityHash64('walk', url, crawl_id, name, state, links, started_at, finished_at)) FROM walks_history GROUP BY site_id
        UNION ALL
        SELECT site_id, 0, sum(cityHash64('crawl', crawl_id, started_at, ifNull(finished_at, 0), kept_at)) FROM crawls_history GROUP BY site_id
        UNION ALL
        SELECT site_id, 0, cityHash64('site', name, division_code, url) FROM sites_history FINAL
        UNION ALL
        SELECT '*', 0, 0
        UNION ALL
        SELECT l.1, 0, l.2 FROM (SELECT arrayJoin(arrayZip({lists:Array(String)}, {hashes:Array(UInt64)})) AS l)
    )
    GROUP BY site_id
)
SELECT {generation:UInt64}, toUInt32(intDiv(sum(f.captures) OVER (ORDER BY f.site_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), {size:UInt64})), f.site_id,
    if(startsWith(f.site_id, '*') AND f.site_id != '*', f.hash, cityHash64(f.hash, {method:String})) AS fingerprint
FROM facts AS f
LEFT JOIN (SELECT site_id, fingerprint, 1 AS noted FROM refreshed_sites FINAL) AS was ON was.site_id = f.site_id
WHERE {all:UInt8} = 1 OR was.noted = 0 OR was.fingerprint != fingerprint OR f.site_id IN {concerned:Array(String)}
