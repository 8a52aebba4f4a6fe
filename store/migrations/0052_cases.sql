-- Cases ask of the reports that they are about alone, and of each once: a nation's list of objections
-- costs as much as there are of them.

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
-- The reports that are concerned: what is read now, when a version was first seen, and two versions, one after the other,
-- as the newest parser reads them that has read both (report_version_pairs): number, changed after, changed by, both readings, body.
report AS
(
    SELECT s.report_id AS report_id, s.reading_id AS reading_id, s.sha256 AS sha256, arrayFirst(d -> d.1 = s.reading_id, documents) AS now,
        arrayFirstIndex(h -> has(documents.1, h.1), s.history) AS first_version, s.history[first_version].2 AS first_seen_at,
        arrayFirst(d -> d.1 = s.history[first_version].1, documents).3 AS first_sha256,
        arrayMap(h -> arrayFilter(d -> arrayExists(own -> own.1 = h.1 AND own.2 = d.2 AND own.3 = d.3, documents), documents), s.history) AS same,
        arrayFilter(p -> p.4 != '', arrayMap((a, b, was, is, n) -> (toUInt32(n + 1), was.3, is.2,
            arrayLast(d -> d.4 = arrayMax(arrayIntersect(a.4, b.4)), a).1, arrayLast(d -> d.4 = arrayMax(arrayIntersect(a.4, b.4)), b).1, b[1].3),
            arrayPopBack(same), arrayPopFront(same), arrayPopBack(s.history), arrayPopFront(s.history), arrayEnumerate(arrayPopBack(s.history)))) AS pairs
    FROM (SELECT report_id, reading_id, sha256, history FROM report_states FINAL WHERE report_id IN (SELECT arrayJoin(arrayPushBack(cells.report_id, report_id)) FROM cases_history)) AS s
    INNER JOIN
    (
        SELECT report_id, arraySort(d -> (d.5, d.1), groupArray((reading_id, url, sha256, parser_version, read_at))) AS documents
        FROM readings
        WHERE report_id IN (SELECT arrayJoin(arrayPushBack(cells.report_id, report_id)) FROM cases_history)
        GROUP BY report_id
    ) AS r ON r.report_id = s.report_id
),
prints AS
(
    SELECT report_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, groupArray((reading_id, (replaceRegexpAll(f.raw, '\\s+', ''), toString(f.state)), value)) AS readings
    FROM reading_figures AS f
    WHERE report_id IN (SELECT arrayJoin(arrayPushBack(cells.report_id, report_id)) FROM cases_history)
    GROUP BY report_id, indicator, applicant
),
-- What a case is about: the report and the figure that it names, and each cell.
about AS
(
    SELECT case_id, rule, printed, bare, x.1 AS itself, x.2 AS report_id, x.3 AS seen_at, x.4 AS indicator, x.5 AS applicant, x.6 AS was
    FROM
    (
        SELECT case_id, rule, printed, empty(cells) AS bare, arrayJoin(arrayConcat([(toUInt8(1), report_id, seen_at, toString(indicator), toString(applicant), ('', ''))],
            arrayMap(c -> (toUInt8(0), c.1, c.3, c.4, c.5, (replaceRegexpAll(c.6, '\\s+', ''), c.7)), cells))) AS x
        FROM opened
    )
),
found AS
(
    SELECT a.case_id AS case_id, a.itself AS itself, r.report_id != '' AND r.now.1 != '' AS there, r.sha256 AS sha256, r.now.5 AS read_at, arrayFirst(x -> x.1 = r.reading_id, p.readings) AS shown,
        arrayFilter(s -> s.3 > a.seen_at, r.pairs) AS later,
        -- Steps in which the agency changed the cell, by one and the same parser.
        arrayFilter(s -> arrayFirst(x -> x.1 = s.4, p.readings).2 != arrayFirst(x -> x.1 = s.5, p.readings).2, later) AS moved,
        arrayMap(s -> (a.report_id, s.1, s.2, s.3, s.6), multiIf(
            a.itself AND a.rule = 'timeliness', if(a.printed IN ('not_found', 'not_published') AND r.first_version > 0, [(toUInt32(r.first_version), toDateTime64(0, 3, 'UTC'), r.first_seen_at, '', '', r.first_sha256)], []),
            -- What speaks of no cell speaks of the whole report.
            a.itself, if(a.bare, later, []),
            notEmpty(moved) AND arrayFirst(x -> x.1 = moved[-1].5, p.readings).2 != a.was, [moved[-1]],
            [])) AS steps
    FROM about AS a
    LEFT JOIN report AS r ON r.report_id = a.report_id
    LEFT JOIN prints AS p ON p.report_id = a.report_id AND p.indicator = a.indicator AND p.applicant = a.applicant
),
-- What was read since is compared with other years by the next score run only: until then nothing is gone.
told AS
(
    SELECT case_id, max(notEmpty(steps)) AS is_reprinted, argMaxIf(steps[-1], steps[-1].4, notEmpty(steps)) AS step, maxIf(there, itself) AS is_there,
        anyIf(sha256, itself AND there) AS sha256_now, anyIf(shown, itself) AS shown_now, maxIf(f.read_at, there) AS read_at, toUnixTimestamp64Micro(read_at) <= (SELECT max(run_id) FROM score_runs) AS scored
    FROM found AS f
    GROUP BY case_id
),
known AS
(
    SELECT o.case_id AS case_id, o.opened_at AS opened_at, o.opened_by AS opened_by, o.objection AS objection, o.evidence AS evidence, o.report_id AS report_id, o.agency_id AS agency_id, o.fiscal_year AS fiscal_year, o.version AS version,
        o.sha256 AS sha256, o.rule AS rule, o.indicator AS indicator, o.applicant AS applicant, o.message AS message, o.printed AS printed, o.print_state AS print_state, o.value AS value, o.cells AS cells,
        s.decision AS decision, s.reply AS said_reply, s.replies AS replies, if(s.due_on IS NULL, o.due_on, assumeNotNull(s.due_on)) AS due,
        t.step AS step, t.sha256_now AS sha256_now, t.read_at AS read_at,
        if(s.decision.1 = '', 'open', s.decision.1) AS base,
        t.is_reprinted AS is_reprinted,
        multiIf(o.rule = 'timeliness', t.is_reprinted, NOT t.is_there, 0, o.rule = '', t.shown_now.2.2 != o.print_state OR ifNull(t.shown_now.3, -1) != ifNull(o.value, -1),
            t.scored AND (o.report_id, toString(o.rule), toString(o.indicator), toString(o.applicant)) NOT IN
            (
                SELECT report_id, toString(rule), toString(indicator), toString(applicant) FROM reading_findings
                WHERE report_id IN (SELECT report_id FROM cases_history) AND cityHash64(reading_id) IN current_readings
                UNION ALL
                SELECT report_id, toString(rule), toString(indicator), toString(applicant) FROM findings_across
                WHERE report_id IN (SELECT report_id FROM cases_history) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
                    AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings
            )) AS is_other
    FROM opened AS o
    LEFT JOIN said AS s ON s.case_id = o.case_id
    LEFT JOIN told AS t ON t.case_id = o.case_id
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
