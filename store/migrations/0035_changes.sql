-- What changed after it was published is listed as of the last score run: to compare the versions of
-- all reports takes as long as there are such reports.

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
    FROM pairs AS p
    INNER JOIN
    (
        -- Of these reports alone: the join by itself would read the figures of all.
        SELECT report_id, reading_id, indicator, applicant, value, raw, state, evidence, unit, confidence
        FROM reading_figures
        WHERE report_id IN (SELECT report_id FROM report_states FINAL WHERE versions > 1)
    ) AS f ON f.report_id = p.report_id
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
    WHERE report_id IN (SELECT report_id FROM report_states FINAL WHERE versions > 1)
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

-- Steps of a score run: the views of the same names, as they were then. Where no pair of versions is another
-- one, they are taken over from the run before (made_of).
CREATE TABLE IF NOT EXISTS changes_history
(
    run_id         UInt64,
    made_of        UInt64,
    name           String,
    county         String,
    division_code  String,
    report_id      String,
    version        UInt32,
    agency_id      String,
    fiscal_year    UInt16,
    kind           LowCardinality(String),
    change         LowCardinality(String),
    indicator      LowCardinality(String),
    applicant      LowCardinality(String),
    part           String,
    section        LowCardinality(String),
    ordinal        UInt32,
    from_value     Nullable(Decimal(20, 6)),
    to_value       Nullable(Decimal(20, 6)),
    from_text      Nullable(String),
    to_text        Nullable(String),
    from_state     LowCardinality(String),
    to_state       LowCardinality(String),
    confidence     Float64,
    unit           LowCardinality(String),
    from_evidence  String,
    to_evidence    String,
    changed_after  DateTime64(3, 'UTC'),
    changed_by     DateTime64(3, 'UTC'),
    from_sha256    String,
    to_sha256      String,
    parser_version UInt32
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, version)
SETTINGS index_granularity = 512
COMMENT 'what differs between two versions of a report, by score run';

CREATE TABLE IF NOT EXISTS rewordings_history
(
    run_id        UInt64,
    made_of       UInt64,
    agency_id     String,
    name          String,
    county        String,
    division_code String,
    fiscal_year   UInt16,
    report_id     String,
    version       UInt32,
    section       String,
    from_ordinal  UInt32,
    to_ordinal    UInt32,
    from_text     String,
    to_text       String,
    similarity    Float64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, version, to_ordinal)
SETTINGS index_granularity = 512
COMMENT 'which sentence took the place of which, by score run';
