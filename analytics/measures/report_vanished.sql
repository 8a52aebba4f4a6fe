-- When a report was not there any more, newest first: the walks that no longer named it, and what
-- its address answered. It is gone now where returned_at is NULL.
-- Unit: days in China; times in UTC. Source: vanished_reports.
-- Parameters: report (a report_id).
SELECT
    vanished_on,
    last_seen_at,
    returned_at,
    arrayMap(w -> toString(w.1), walks) AS days,
    arrayMap(w -> w.2, walks) AS crawls,
    arrayDistinct(arrayFlatten(arrayMap(w -> w.3, walks))) AS lists,
    url,
    capture_id,
    answered_at,
    toString(answer) AS answer
FROM vanished_reports
WHERE report_id = {report:String}
ORDER BY last_seen_at DESC
