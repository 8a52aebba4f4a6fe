-- What the search of a site said of a report that was due and that no list named, newest first, with
-- what came when it was asked, and when it was asked for a report that is there.
-- Unit: results; times in UTC. Source: searches, sites, captures.
-- Parameters: agency (an agency_id, '' for all), year (a fiscal year, 0 for all), limit, offset.
SELECT
    s.agency_id AS agency_id,
    s.fiscal_year AS fiscal_year,
    toString(s.site_id) AS site_id,
    n.name AS site_name,
    s.crawl_id AS crawl_id,
    s.asked_at AS asked_at,
    toString(s.outcome) AS outcome,
    s.words AS words,
    s.url AS url,
    s.capture_id AS capture_id,
    a.sha256 AS sha256,
    s.hits AS hits,
    s.control_url AS control_url,
    s.control_capture_id AS control_capture_id,
    c.url AS control_asked,
    c.sha256 AS control_sha256,
    count() OVER () AS total
FROM searches AS s
LEFT JOIN sites AS n ON n.site_id = s.site_id
LEFT JOIN (SELECT capture_id, url, sha256 FROM captures WHERE role = 'search' AND site_id IN (SELECT site_id FROM searches)) AS a ON a.capture_id = s.capture_id
LEFT JOIN (SELECT capture_id, url, sha256 FROM captures WHERE role = 'search' AND site_id IN (SELECT site_id FROM searches)) AS c ON c.capture_id = s.control_capture_id
WHERE ({agency:String} = '' OR s.agency_id = {agency:String}) AND ({year:UInt16} = 0 OR s.fiscal_year = {year:UInt16})
ORDER BY asked_at DESC, agency_id, fiscal_year, site_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
