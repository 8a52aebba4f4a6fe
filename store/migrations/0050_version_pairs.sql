-- Which readings and figures may belong to a report of several versions is looked up in all states that reports ever
-- had: more of them do no harm, the steps between versions are those of the current ones, and to put the states of a
-- nation in order, some twenty times in each statement, takes as long as all else.

CREATE OR REPLACE VIEW report_version_pairs
(
    report_id       String                 COMMENT 'the report: reports, reports_history',
    version         UInt32                 COMMENT 'the later version of the two, from 2; the earlier one is the one before',
    agency_id       String                 COMMENT 'the agency that reports',
    fiscal_year     UInt16                 COMMENT 'the year that is reported on',
    changed_after   DateTime64(3, 'UTC')   COMMENT 'last sighting of the earlier version, UTC',
    changed_by      DateTime64(3, 'UTC')   COMMENT 'first sighting of the later version, UTC',
    parser_version  UInt32                 COMMENT 'version of the parser that read both; it need not be the newest',
    from_reading_id String                 COMMENT 'its reading of the earlier version',
    to_reading_id   String                 COMMENT 'its reading of the later version',
    from_sha256     String                 COMMENT 'body of the earlier version: bodies, captures',
    to_sha256       String                 COMMENT 'body of the later version',
    from_url        String                 COMMENT 'address of the earlier version',
    to_url          String                 COMMENT 'address of the later version'
)
COMMENT 'two versions of a report, one after the other, as one and the same version of the parser reads them'
AS WITH
steps AS
(
    SELECT report_id, agency_id, fiscal_year, toUInt32(n + 1) AS version, history[n] AS was, history[n + 1] AS now
    FROM (SELECT report_id, agency_id, fiscal_year, history FROM report_states FINAL WHERE versions > 1)
    ARRAY JOIN range(1, length(history)) AS n
),
-- The last reading of each document by each version of the parser.
read AS
(
    SELECT report_id, url, sha256, parser_version, argMax(reading_id, tuple(read_at, reading_id)) AS reading_id
    FROM readings
    WHERE report_id IN (SELECT report_id FROM report_states WHERE versions > 1)
    GROUP BY report_id, url, sha256, parser_version
),
documents AS
(
    SELECT report_id, url, sha256, reading_id
    FROM readings
    WHERE report_id IN (SELECT report_id FROM report_states WHERE versions > 1)
)
SELECT s.report_id AS report_id, s.version AS version, s.agency_id AS agency_id, s.fiscal_year AS fiscal_year,
    s.was.3 AS changed_after, s.now.2 AS changed_by, a.parser_version AS parser_version, a.reading_id AS from_reading_id, b.reading_id AS to_reading_id,
    a.sha256 AS from_sha256, b.sha256 AS to_sha256, a.url AS from_url, b.url AS to_url
FROM steps AS s
INNER JOIN documents AS d ON d.report_id = s.report_id AND d.reading_id = s.was.1
INNER JOIN documents AS e ON e.report_id = s.report_id AND e.reading_id = s.now.1
INNER JOIN read AS a ON a.report_id = s.report_id AND a.url = d.url AND a.sha256 = d.sha256
INNER JOIN read AS b ON b.report_id = s.report_id AND b.url = e.url AND b.sha256 = e.sha256 AND b.parser_version = a.parser_version
ORDER BY parser_version DESC
LIMIT 1 BY report_id, version;

CREATE OR REPLACE VIEW report_changes
(
    report_id       String                     COMMENT 'the report',
    version         UInt32                     COMMENT 'the version that came with the change, from 2',
    agency_id       String                     COMMENT 'the agency that reports',
    fiscal_year     UInt16                     COMMENT 'the year that is reported on',
    kind            LowCardinality(String)     COMMENT 'figure, sentence, title, agency, form, outcome, date, contact, attachment or address: what differs; sentence: one of the text, as it stands or as it stood',
    change          LowCardinality(String)     COMMENT 'changed, added or removed; a sentence that was reworded is one removed and one added',
    indicator       LowCardinality(String)     COMMENT 'of a figure: indicators; else empty',
    applicant       LowCardinality(String)     COMMENT 'of a figure: its column of table 3',
    part            String                     COMMENT 'of a sentence: the heading of its section; of a date or a contact: which; else empty',
    section         LowCardinality(String)     COMMENT 'of a sentence: kind of its section: overview, proactive, requests, review, problems or other',
    ordinal         UInt32                     COMMENT 'of a sentence: its place in the text of its version, from 1; else 0',
    from_value      Nullable(Decimal(20, 6))   COMMENT 'of a figure, in its unit; NULL where the earlier version has none that is known',
    to_value        Nullable(Decimal(20, 6))   COMMENT 'of a figure, in its unit; NULL where the later version has none that is known',
    from_text       Nullable(String)           COMMENT 'as the earlier version prints it; NULL where it does not',
    to_text         Nullable(String)           COMMENT 'as the later version prints it; NULL where it does not',
    from_state      LowCardinality(String)     COMMENT 'of a figure: number, zero, blank, dash, slash, text_na or unreadable; empty where it is not there',
    to_state        LowCardinality(String)     COMMENT 'the same of the later version',
    confidence      Float64                    COMMENT 'of a figure: the lower one of both readings, 1 is certain; else 1',
    unit            LowCardinality(String)     COMMENT 'of a figure',
    from_evidence   String                     COMMENT 'of a figure: JSON of the body and the cell; empty where it is not there',
    to_evidence     String                     COMMENT 'the same of the later version',
    changed_after   DateTime64(3, 'UTC')       COMMENT 'last sighting of the earlier version, UTC',
    changed_by      DateTime64(3, 'UTC')       COMMENT 'first sighting of the later version, UTC',
    from_sha256     String                     COMMENT 'body of the earlier version',
    to_sha256       String                     COMMENT 'body of the later version',
    parser_version  UInt32                     COMMENT 'version of the parser that read both: what differs is the agency\'s change, not ours'
)
COMMENT 'one thing that differs between two versions of a report'
AS WITH
pairs AS (SELECT * FROM report_version_pairs),
figures AS
(
    SELECT p.report_id AS report_id, p.version AS version, f.indicator AS indicator, f.applicant AS applicant, any(f.unit) AS unit, min(f.confidence) AS confidence,
        groupArrayIf(tuple(f.value, f.raw, toString(f.state), f.evidence), f.reading_id = p.from_reading_id) AS was,
        groupArrayIf(tuple(f.value, f.raw, toString(f.state), f.evidence), f.reading_id = p.to_reading_id) AS now
    FROM
    (
        -- Of these reports alone: the join by itself would read the figures of all.
        SELECT report_id, reading_id, indicator, applicant, value, raw, state, evidence, unit, confidence
        FROM reading_figures
        WHERE report_id IN (SELECT report_id FROM report_states WHERE versions > 1)
    ) AS f
    -- In this order: what is joined is held, and the pairs are few.
    INNER JOIN pairs AS p ON p.report_id = f.report_id
    WHERE f.reading_id IN (p.from_reading_id, p.to_reading_id)
    GROUP BY report_id, version, indicator, applicant
    HAVING length(was) != length(now) OR was[1].3 != now[1].3
        OR replaceRegexpAll(was[1].2, '\\s+', '') != replaceRegexpAll(now[1].2, '\\s+', '')
),
-- The readings that take part, their texts as sentences. A heading is a sentence, too.
said AS
(
    SELECT report_id, reading_id, length(texts) = length(sections) AS known,
        arrayFlatten(arrayMap(t -> arrayMap(s -> tuple(t.kind, t.heading, s), arrayFilter(s -> s != '', splitByChar('\n',
            replaceRegexpAll(replaceRegexpAll(concat(t.heading, '\n', t.text), '[ \t　]+', ''), '([。！？!?]+[”’」』）)]*)', '\\1\n')))), texts)) AS sentences,
        [('title', '', ifNull(title, '')), ('agency', '', ifNull(agency_as_printed, '')), ('form', '', toString(form)), ('outcome', '', toString(outcome)),
         ('date', 'issued', arrayStringConcat(arrayMap(d -> substring(d, 8), arrayFilter(d -> startsWith(d, 'issued '), dates)), ', ')),
         ('date', 'box', arrayStringConcat(arrayMap(d -> substring(d, 5), arrayFilter(d -> startsWith(d, 'box '), dates)), ', ')),
         ('date', 'meta', arrayStringConcat(arrayMap(d -> substring(d, 6), arrayFilter(d -> startsWith(d, 'meta '), dates)), ', ')),
         ('date', 'text', arrayStringConcat(arrayMap(d -> substring(d, 6), arrayFilter(d -> startsWith(d, 'text '), dates)), ', ')),
         ('contact', 'address', ifNull(contact_address, '')), ('contact', 'postcode', ifNull(contact_postcode, '')), ('contact', 'phone', ifNull(contact_phone, '')),
         ('attachment', '', arrayStringConcat(arraySort(attachments), ' ')), ('address', '', url)] AS facts
    FROM readings
    WHERE report_id IN (SELECT report_id FROM report_states WHERE versions > 1)
),
-- What one has and the other has not, as often as it is there: a sentence that only moved is no change.
texts AS
(
    SELECT p.report_id AS report_id, p.version AS version,
        arrayFilter(x -> a.known AND b.known AND x.1 != '', arrayConcat(
            arrayMap((s, n, i) -> tuple(if(has(arrayZip(b.sentences.3, arrayEnumerateUniq(b.sentences.3)), tuple(s.3, n)), '', 'removed'), s, toUInt32(i)),
                a.sentences, arrayEnumerateUniq(a.sentences.3), arrayEnumerate(a.sentences)),
            arrayMap((s, n, i) -> tuple(if(has(arrayZip(a.sentences.3, arrayEnumerateUniq(a.sentences.3)), tuple(s.3, n)), '', 'added'), s, toUInt32(i)),
                b.sentences, arrayEnumerateUniq(b.sentences.3), arrayEnumerate(b.sentences)))) AS differing,
        arrayFilter((x, y) -> x.3 != y.3, a.facts, b.facts) AS was,
        arrayFilter((x, y) -> x.3 != y.3, b.facts, a.facts) AS now
    FROM pairs AS p
    INNER JOIN said AS a ON a.report_id = p.report_id AND a.reading_id = p.from_reading_id
    INNER JOIN said AS b ON b.report_id = p.report_id AND b.reading_id = p.to_reading_id
),
changes AS
(
    SELECT report_id, version, 'figure' AS kind, multiIf(empty(was), 'added', empty(now), 'removed', 'changed') AS change,
        toString(indicator) AS indicator, toString(applicant) AS applicant, '' AS part, '' AS section, toUInt32(0) AS ordinal, was[1].1 AS from_value, now[1].1 AS to_value,
        if(empty(was), NULL, was[1].2) AS from_text, if(empty(now), NULL, now[1].2) AS to_text, was[1].3 AS from_state, now[1].3 AS to_state,
        confidence, toString(unit) AS unit, was[1].4 AS from_evidence, now[1].4 AS to_evidence
    FROM figures
    UNION ALL
    SELECT report_id, version, 'sentence', d.1, '', '', d.2.2, d.2.1, d.3, NULL, NULL,
        if(d.1 = 'removed', d.2.3, NULL), if(d.1 = 'added', d.2.3, NULL), '', '', 1, '', '', ''
    FROM texts ARRAY JOIN differing AS d
    UNION ALL
    SELECT report_id, version, w.1, multiIf(w.3 = '', 'added', n.3 = '', 'removed', 'changed'), '', '', w.2, '', 0, NULL, NULL,
        nullIf(w.3, ''), nullIf(n.3, ''), '', '', 1, '', '', ''
    FROM texts ARRAY JOIN was AS w, now AS n
)
SELECT c.report_id AS report_id, c.version AS version, p.agency_id AS agency_id, p.fiscal_year AS fiscal_year, c.kind AS kind, c.change AS change,
    c.indicator AS indicator, c.applicant AS applicant, c.part AS part, c.section AS section, c.ordinal AS ordinal, c.from_value AS from_value, c.to_value AS to_value,
    c.from_text AS from_text, c.to_text AS to_text, c.from_state AS from_state, c.to_state AS to_state, c.confidence AS confidence, c.unit AS unit,
    c.from_evidence AS from_evidence, c.to_evidence AS to_evidence, p.changed_after AS changed_after, p.changed_by AS changed_by,
    p.from_sha256 AS from_sha256, p.to_sha256 AS to_sha256, p.parser_version AS parser_version
FROM changes AS c
INNER JOIN pairs AS p ON p.report_id = c.report_id AND p.version = c.version;
