-- Documents that a list names and that are not known as the report of an agency and a year: while
-- they wait, nobody may say that the report is not there.
-- Unit: documents. Source: unread_links, sites.
-- Parameters: county (code of the site's division or its first two or four digits, '' for all), site (a site_id, '' for all), limit, offset.
SELECT
    toString(u.site_id) AS site_id,
    s.name AS site_name,
    ifNull(s.division_code, '') AS division_code,
    u.title AS title,
    u.url AS url,
    u.list_url AS list_url,
    u.agency_id AS agency_id,
    u.fiscal_year AS fiscal_year,
    toString(u.reason) AS reason,
    count() OVER () AS total
FROM unread_links AS u
LEFT JOIN sites AS s ON s.site_id = u.site_id
WHERE ({county:String} = '' OR startsWith(ifNull(division_code, ''), {county:String})) AND ({site:String} = '' OR u.site_id = {site:String})
ORDER BY site_id, list_url, url
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
