-- Who brought the document of a report that was not crawled, and when they obtained it, as they say: one row,
-- none where nobody said anything of it.
-- Unit: time in UTC; obtained_by is NULL where nobody is named. Source: captures, reports.
-- Parameters: report (a report_id).
SELECT
    nullIf(argMin(toString(c.obtained_by), c.fetched_at), '') AS obtained_by,
    min(c.fetched_at) AS obtained_at
FROM captures AS c
WHERE c.role = 'file' AND (c.site_id, c.url, c.sha256) IN (SELECT site_id, url, sha256 FROM reports WHERE report_id = {report:String})
HAVING count() > 0
