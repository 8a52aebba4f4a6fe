-- Bodies that were removed from the archive, by whom and why, newest first, with the reports of which one
-- was a version.
-- Unit: one row a body; times in UTC. Source: takedowns, reports_history, captures.
-- Parameters: limit, offset.
SELECT
    t.sha256 AS sha256,
    t.taken_at AS taken_at,
    t.taken_by AS taken_by,
    t.reason AS reason,
    t.texts AS texts,
    toString(t.figures) AS figures,
    arraySort(r.report_ids) AS report_ids,
    c.urls AS urls,
    count() OVER () AS total
FROM takedowns AS t
LEFT JOIN (SELECT sha256, groupUniqArray(report_id) AS report_ids FROM reports_history WHERE sha256 IN (SELECT sha256 FROM takedowns_history) GROUP BY sha256) AS r ON r.sha256 = t.sha256
LEFT JOIN (SELECT sha256, arraySort(groupUniqArray(10)(url)) AS urls FROM captures WHERE sha256 IN (SELECT sha256 FROM takedowns_history) GROUP BY sha256) AS c ON c.sha256 = t.sha256
ORDER BY taken_at DESC, sha256
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
