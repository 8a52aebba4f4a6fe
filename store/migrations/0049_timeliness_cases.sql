-- Somebody can object to what is said of a publication, too: that a report is late, or was not found. Such a
-- case has the rule timeliness, no cells, and rests on the status of that moment (printed). It is mended
-- where a report that was not there is found; that one was late nobody can mend.

CREATE OR REPLACE VIEW cases
(
    case_id           String                           COMMENT 'made of the report, its bytes and the cell or rule, or what was said of its publication: the same objection has the same name',
    state             LowCardinality(String)           COMMENT 'open, confirmed_ours, confirmed_agency, rejected or mended: as decided, or mended where what the report prints, or how it is read, says so',
    verdict           LowCardinality(String)           COMMENT 'the last decision: confirmed_ours, confirmed_agency or rejected; empty where there is none',
    report_id         String                           COMMENT 'the report: agency_id and fiscal year; of timeliness it may not be there',
    agency_id         String                           COMMENT 'the agency that reports',
    fiscal_year       UInt16                           COMMENT 'the year that is reported on',
    version           UInt32                           COMMENT 'the version that was objected to, by its number then; 0 where there was no report',
    sha256            String                           COMMENT 'its body: bodies, captures; empty where there was no report',
    rule              LowCardinality(String)           COMMENT 'of a finding: its rule; timeliness: whether and when the report was published is meant; empty where a figure is',
    indicator         LowCardinality(String)           COMMENT 'the figure, or the one that the finding speaks of',
    applicant         LowCardinality(String)           COMMENT 'its column of table 3',
    message           String                           COMMENT 'of a finding, and of timeliness: what it said then, in Chinese',
    printed           String                           COMMENT 'of a figure: what the version prints there, untouched; of timeliness: the status then (expected_reports)',
    print_state       LowCardinality(String)           COMMENT 'how that was read: number, zero, blank, dash, slash, text_na or unreadable; empty where no figure is meant',
    value             Nullable(Decimal(20, 6))         COMMENT 'as it was read then; NULL where nothing is known',
    cells             Array(Tuple(report_id String, sha256 String, seen_at DateTime64(3, 'UTC'), indicator String, applicant String, raw String, state String)) COMMENT 'the cells that it is about, as they were printed: the case rests on these prints',
    opened_on         Date                             COMMENT 'day in China of the objection',
    opened_by         String                           COMMENT 'who objects',
    objection         String                           COMMENT 'what they say',
    evidence          String                           COMMENT 'address of what it rests on; empty where none was given',
    due_on            Date                             COMMENT 'day in China by which the next step was due',
    reply             String                           COMMENT 'the last reply of the agency; empty where there is none',
    replied_by        String                           COMMENT 'who replied',
    replied_on        Nullable(Date)                   COMMENT 'day in China of the reply; NULL where there is none',
    reply_evidence    String                           COMMENT 'address that the reply names; empty where none was given',
    replies           UInt64                           COMMENT 'how many replies there are: case_events has all',
    decided_on        Nullable(Date)                   COMMENT 'day in China of the last decision; NULL where there is none',
    decided_by        String                           COMMENT 'who decided',
    reason            String                           COMMENT 'why',
    decision_evidence String                           COMMENT 'address that the decision names; empty where none was given',
    reprinted_in      Nullable(UInt32)                 COMMENT 'version that first prints the cells as they are printed now, where that is otherwise than objected to; NULL where they are printed as before',
    mended_by         LowCardinality(String)           COMMENT 'report: the agency changed what it prints, or published what was not there; reading: the same print is read otherwise now; empty where it is not mended',
    mended_on         Nullable(Date)                   COMMENT 'day in China on which the mended version was first seen, or the document read otherwise; NULL where it is not mended',
    mended_after      Nullable(DateTime64(3, 'UTC'))   COMMENT 'last sighting of the version before, UTC; NULL where there was none, or the report did not mend it',
    mended_report_id  Nullable(String)                 COMMENT 'the report that was changed: of two years it may be the other one; NULL where the report did not mend it',
    mended_sha256     Nullable(String)                 COMMENT 'body of the version that mended it; NULL where it is not mended',
    days              Nullable(UInt32)                 COMMENT 'days from the objection until it was mended; NULL where it is not'
)
COMMENT 'an objection to a figure, a finding or what is said of a publication, with the agency\'s reply, the decision and what came of it'
AS WITH
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
) AS k;
