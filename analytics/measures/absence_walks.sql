-- The finished crawls of a site as far as they are about one agency: how many of its lists each
-- walked to its end. One counts, for a year, where that is all of them on a day after the deadline:
-- then what it did not see was not there.
-- Unit: days in China. Source: agency_walks, sites, deadlines.
-- Parameters: agency (an agency_id), year (a fiscal year).
SELECT
    toString(w.site_id) AS site_id,
    s.name AS site_name,
    w.crawl_id AS crawl_id,
    w.day AS day,
    w.lists AS lists,
    w.complete AS complete,
    toUInt8(w.complete = w.lists AND w.day > ifNull(coalesce(d.deadline_adjusted, d.deadline), toDate('2149-06-06'))) AS counts
FROM agency_walks AS w
LEFT JOIN sites AS s ON s.site_id = w.site_id
LEFT JOIN (SELECT agency_id, deadline, deadline_adjusted FROM deadlines WHERE fiscal_year = {year:UInt16}) AS d ON d.agency_id = w.agency_id
WHERE w.agency_id = {agency:String}
ORDER BY day, site_id, crawl_id
LIMIT 1000
