-- What persons decided about what the machine doubts, the newest first.
-- Unit: value and should_be in the indicator's unit; times in UTC. Source: reviews.
-- Parameters: report (a report_id, '' for all), limit, offset.
SELECT
    r.report_id AS report_id,
    toString(r.kind) AS kind,
    toString(r.indicator) AS indicator,
    toString(r.applicant) AS applicant,
    r.sha256 AS sha256,
    r.printed AS printed,
    toString(r.print_state) AS print_state,
    r.value AS value,
    toString(r.verdict) AS verdict,
    r.should_be AS should_be,
    r.decided_at AS decided_at,
    r.decided_by AS decided_by,
    r.reason AS reason,
    r.evidence AS evidence,
    r.stands AS stands,
    count() OVER () AS total
FROM reviews AS r
WHERE {report:String} = '' OR r.report_id = {report:String}
ORDER BY r.recorded_at DESC, report_id, kind, indicator, applicant
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
