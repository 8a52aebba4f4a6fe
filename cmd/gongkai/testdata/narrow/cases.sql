-- Objections to figures and findings, with reply, decision and what came of it, the newest first. The state
-- is as of now: a case is mended once the report prints the cell otherwise, or we read it otherwise.
-- Unit: days; value in the indicator's unit. Source: cases, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for
-- all), state ('' for all), agency (an agency_id, '' for all), report (a report_id, '' for all), case (a case_id, '' for all), limit, offset.
SELECT
    c.case_id AS case_id,
    toString(c.state) AS state,
    toString(c.verdict) AS verdict,
    c.report_id AS report_id,
    c.agency_id AS agency_id,
    ifNull(a.name, '') AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    c.fiscal_year AS fiscal_year,
    toInt64(c.version) AS version,
    c.sha256 AS sha256,
    toString(c.rule) AS rule,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    c.message AS message,
    c.printed AS printed,
    toString(c.print_state) AS print_state,
    c.value AS value,
    arrayMap(x -> concat(x.1, '/', x.4, if(x.5 = '', '', concat('.', x.5))), c.cells) AS cells,
    arrayMap(x -> x.6, c.cells) AS prints,
    c.opened_on AS opened_on,
    c.opened_by AS opened_by,
    c.objection AS objection,
    c.evidence AS evidence,
    c.due_on AS due_on,
    c.reply AS reply,
    c.replied_by AS replied_by,
    c.replied_on AS replied_on,
    c.reply_evidence AS reply_evidence,
    c.replies AS replies,
    c.decided_on AS decided_on,
    c.decided_by AS decided_by,
    c.reason AS reason,
    c.decision_evidence AS decision_evidence,
    toInt64(c.reprinted_in) AS reprinted_in,
    toString(c.mended_by) AS mended_by,
    c.mended_on AS mended_on,
    c.mended_after AS mended_after,
    c.mended_report_id AS mended_report_id,
    c.mended_sha256 AS mended_sha256,
    toInt64(c.days) AS days,
    count() OVER () AS total
FROM
(
WITH
opened AS (SELECT * FROM cases_history FINAL ORDER BY kept_at LIMIT 1 BY case_id),
said AS
(
    SELECT case_id,
        argMaxIf(tuple(toString(verdict), said_at, said_by, text, evidence), kept_at, event = 'decision') AS decision,
        argMaxIf(tuple(said_at, said_by, text, evidence), kept_at, event = 'reply') AS reply,
        countIf(event = 'reply') AS replies,
        argMaxIf(due_on, kept_at, due_on IS NOT NULL) AS due_on
    FROM case_events_history FINAL
    GROUP BY case_id
),
concerned AS (SELECT report_id FROM cases_history UNION DISTINCT SELECT arrayJoin(cells).report_id FROM cases_history),
each_cell AS
(
    SELECT case_id, c.report_id AS report_id, c.seen_at AS seen_at, c.indicator AS indicator, c.applicant AS applicant,
        replaceRegexpAll(c.raw, '\\s+', '') AS print, c.state AS state
    FROM opened ARRAY JOIN cells AS c
),
pairs AS
(
    SELECT report_id, version, changed_after, changed_by, from_reading_id, to_reading_id, to_sha256 FROM report_version_pairs WHERE report_id IN (SELECT report_id FROM concerned)
),
prints AS
(
    SELECT report_id, reading_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, replaceRegexpAll(f.raw, '\\s+', '') AS print, toString(f.state) AS state
    FROM reading_figures AS f
    WHERE report_id IN (SELECT report_id FROM concerned)
),
-- The last time that the agency changed a cell, by one and the same parser, and what it prints since.
moved AS
(
    SELECT c.case_id AS case_id, c.print AS was, c.state AS was_state, argMax(tuple(b.print, b.state), p.version) AS now,
        argMax(tuple(p.report_id, p.version, p.changed_after, p.changed_by, p.to_sha256), p.version) AS step
    FROM each_cell AS c
    INNER JOIN pairs AS p ON p.report_id = c.report_id
    LEFT JOIN prints AS a ON a.report_id = p.report_id AND a.reading_id = p.from_reading_id AND a.indicator = c.indicator AND a.applicant = c.applicant
    LEFT JOIN prints AS b ON b.report_id = p.report_id AND b.reading_id = p.to_reading_id AND b.indicator = c.indicator AND b.applicant = c.applicant
    WHERE p.changed_by > c.seen_at AND (a.print != b.print OR a.state != b.state)
    GROUP BY case_id, was, was_state, c.report_id, c.indicator, c.applicant
),
-- Of a report that was not there: when it was first seen.
appeared AS
(
    SELECT h.report_id AS report_id, min(h.version) AS first_version, argMin(h.first_seen_at, h.version) AS seen_at, argMin(h.sha256, h.version) AS sha256
    FROM reports_history AS h
    WHERE report_id IN (SELECT report_id FROM cases_history WHERE rule = 'timeliness')
    GROUP BY report_id
),
reprinted AS
(
    SELECT case_id, argMax(one, one.4) AS step
    FROM
    (
        SELECT case_id, step AS one FROM moved WHERE (now.1, now.2) != (was, was_state)
        UNION ALL
        -- What speaks of no cell speaks of the whole report.
        SELECT o.case_id, tuple(p.report_id, p.version, p.changed_after, p.changed_by, p.to_sha256)
        FROM opened AS o
        INNER JOIN pairs AS p ON p.report_id = o.report_id
        WHERE empty(o.cells) AND o.rule != 'timeliness' AND p.changed_by > o.seen_at
        UNION ALL
        SELECT o.case_id, tuple(a.report_id, a.first_version, toDateTime64(0, 3, 'UTC'), a.seen_at, a.sha256)
        FROM opened AS o
        INNER JOIN appeared AS a ON a.report_id = o.report_id
        WHERE o.rule = 'timeliness' AND o.printed IN ('not_found', 'not_published')
    )
    GROUP BY case_id
),
standing AS
(
    SELECT DISTINCT report_id, toString(f.rule) AS rule, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant
    FROM findings AS f
    WHERE report_id IN (SELECT report_id FROM cases_history)
),
shown AS (SELECT report_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, value, toString(f.state) AS state FROM figures AS f WHERE report_id IN (SELECT report_id FROM cases_history)),
current AS
(
    SELECT s.report_id AS report_id, s.sha256 AS sha256, r.read_at AS read_at
    FROM (SELECT report_id, reading_id, sha256 FROM report_states FINAL WHERE report_id IN (SELECT report_id FROM concerned)) AS s
    INNER JOIN (SELECT report_id, reading_id, read_at FROM readings WHERE report_id IN (SELECT report_id FROM concerned)) AS r ON r.report_id = s.report_id AND r.reading_id = s.reading_id
),
-- What was read since is compared with other years by the next score run only: until then nothing is gone.
read AS
(
    SELECT case_id, max(r.read_at) AS read_at, toUnixTimestamp64Micro(max(r.read_at)) <= (SELECT max(run_id) FROM score_runs) AS scored
    FROM (SELECT case_id, report_id FROM opened UNION DISTINCT SELECT case_id, report_id FROM each_cell) AS c
    INNER JOIN current AS r ON r.report_id = c.report_id
    GROUP BY case_id
),
known AS
(
    SELECT o.case_id AS case_id, o.opened_at AS opened_at, o.opened_by AS opened_by, o.objection AS objection, o.evidence AS evidence, o.report_id AS report_id, o.agency_id AS agency_id, o.fiscal_year AS fiscal_year, o.version AS version,
        o.sha256 AS sha256, o.rule AS rule, o.indicator AS indicator, o.applicant AS applicant, o.message AS message, o.printed AS printed, o.print_state AS print_state, o.value AS value, o.cells AS cells,
        s.decision AS decision, s.reply AS said_reply, s.replies AS replies, if(s.due_on IS NULL, o.due_on, assumeNotNull(s.due_on)) AS due,
        p.step AS step, w.sha256 AS sha256_now, r.read_at AS read_at,
        if(s.decision.1 = '', 'open', s.decision.1) AS base,
        p.case_id != '' AS is_reprinted,
        if(o.rule = 'timeliness', is_reprinted, w.report_id != '' AND if(o.rule = '', g.state != o.print_state OR ifNull(g.value, -1) != ifNull(o.value, -1), r.scored AND t.report_id = '')) AS is_other
    FROM opened AS o
    LEFT JOIN said AS s ON s.case_id = o.case_id
    LEFT JOIN reprinted AS p ON p.case_id = o.case_id
    LEFT JOIN standing AS t ON t.report_id = o.report_id AND t.rule = toString(o.rule) AND t.indicator = toString(o.indicator) AND t.applicant = toString(o.applicant)
    LEFT JOIN shown AS g ON g.report_id = o.report_id AND g.indicator = toString(o.indicator) AND g.applicant = toString(o.applicant)
    LEFT JOIN current AS w ON w.report_id = o.report_id
    LEFT JOIN read AS r ON r.case_id = o.case_id
)
SELECT case_id,
    if(k.mended_by != '', 'mended', base) AS state,
    decision.1 AS verdict, report_id, agency_id, fiscal_year, version, sha256, rule, indicator, applicant, message, printed, print_state, value, cells,
    toDate(opened_at, 'Asia/Shanghai') AS opened_on, opened_by, objection, evidence, due AS due_on,
    said_reply.3 AS reply, said_reply.2 AS replied_by, if(replies = 0, NULL, toDate(said_reply.1, 'Asia/Shanghai')) AS replied_on, said_reply.4 AS reply_evidence, replies,
    if(verdict = '', NULL, toDate(decision.2, 'Asia/Shanghai')) AS decided_on, decision.3 AS decided_by, decision.4 AS reason, decision.5 AS decision_evidence,
    if(is_reprinted, step.2, NULL) AS reprinted_in,
    k.mended_by AS mended_by,
    multiIf(k.mended_by = 'report', toDate(step.4, 'Asia/Shanghai'), k.mended_by = 'reading', toDate(read_at, 'Asia/Shanghai'), NULL) AS mended_on,
    if(k.mended_by = 'report' AND rule != 'timeliness', step.3, NULL) AS mended_after,
    if(k.mended_by = 'report', step.1, NULL) AS mended_report_id,
    multiIf(k.mended_by = 'report', step.5, k.mended_by = 'reading', sha256_now, NULL) AS mended_sha256,
    if(k.mended_by = '', NULL, toUInt32(greatest(0, dateDiff('day', opened_on, assumeNotNull(mended_on))))) AS days
FROM
(
    SELECT *, multiIf(base = 'rejected', '',
        is_reprinted AND (rule = '' OR is_other), 'report',
        NOT is_reprinted AND is_other AND base IN ('open', 'confirmed_ours'), 'reading',
        '') AS mended_by
    FROM known
) AS k
) AS c
LEFT JOIN agencies AS a ON a.agency_id = c.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR c.fiscal_year = {year:UInt16})
  AND ({state:String} = '' OR c.state = {state:String})
  AND ({agency:String} = '' OR c.agency_id = {agency:String})
  AND ({report:String} = '' OR c.report_id = {report:String})
  AND ({case:String} = '' OR c.case_id = {case:String})
ORDER BY opened_on DESC, case_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
