-- What was said of a case, in the order in which it was recorded: the objection, replies and decisions.
-- Unit: times in UTC. Source: case_events.
-- Parameters: case (a case_id).
SELECT
    toString(e.event) AS event,
    e.said_at AS said_at,
    e.said_by AS said_by,
    e.text AS text,
    e.evidence AS evidence,
    toString(e.verdict) AS verdict,
    e.due_on AS due_on,
    e.recorded_at AS recorded_at,
    e.case_id AS case_id
FROM case_events AS e
WHERE case_id = {case:String}
ORDER BY recorded_at, event, text, case_id
