-- What changes over time: what a report says, sentence by sentence, so that two versions of it
-- can be compared, and when a server last confirmed that it has not changed.

ALTER TABLE readings
    ADD COLUMN IF NOT EXISTS texts Array(Tuple(kind String, heading String, text String)) CODEC(ZSTD(3)),
    ADD COLUMN IF NOT EXISTS dates Array(String) COMMENT 'every date that the document itself prints: kind and day';

ALTER TABLE report_states ADD COLUMN IF NOT EXISTS last_confirmed_at Nullable(DateTime64(3, 'UTC')) AFTER last_seen_at;

CREATE OR REPLACE VIEW reports
(
    report_id         String                 COMMENT 'agency_id and fiscal year',
    agency_id         String                 COMMENT 'the agency that reports',
    fiscal_year       UInt16                 COMMENT 'the year that is reported on',
    form              LowCardinality(String) COMMENT '2008, 2014, 2019 or 2021, found from the content; empty where not known',
    scope             LowCardinality(String) COMMENT 'own_office, government_aggregate or unknown: whose figures it counts',
    title             Nullable(String)       COMMENT 'title as printed, folded',
    url               String                 COMMENT 'address of the version shown',
    site_id           LowCardinality(String) COMMENT 'site on which it was found',
    issued_on         Nullable(Date)         COMMENT 'when the text was made, as printed',
    published_on      Nullable(Date)         COMMENT 'best single claim of publication, as printed',
    published_low     Nullable(Date)         COMMENT 'not published before this day in China: a complete walk of its list did not have it then; NULL where there was none',
    published_high    Nullable(Date)         COMMENT 'published by this day in China: earliest credible claim or first sighting',
    first_seen_at     DateTime64(3, 'UTC')   COMMENT 'first sighting, UTC',
    last_seen_at      DateTime64(3, 'UTC')   COMMENT 'last sighting, UTC; an answer of not modified counts',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on',
    days_late_low     Nullable(Int32)        COMMENT 'days, signed: published_low after deadline_adjusted, of the first version; late for certain where above 0',
    days_late_high    Nullable(Int32)        COMMENT 'days, signed: published_high after deadline, of the first version; on time for certain where 0 or less',
    outcome           LowCardinality(String) COMMENT 'ok, partial or image_only: what could be read',
    parser_version    UInt32                 COMMENT 'version of the parser that read it',
    sha256            String                 COMMENT 'body that was read: bodies, captures',
    version           UInt32                 COMMENT 'number of the version shown, from 1',
    versions          UInt32                 COMMENT 'how many versions were seen; a report that changed back counts again',
    deadline_adjusted Nullable(Date)         COMMENT 'deadline, moved to the next working day',
    agency_as_printed Nullable(String)       COMMENT 'name of the agency as the report prints it',
    division_code     Nullable(String)       COMMENT 'GB/T 2260; NULL where not known',
    index_number      Nullable(String)       COMMENT '索引号, as printed',
    document_number   Nullable(String)       COMMENT '文号, as printed',
    contact_address   Nullable(String)       COMMENT 'address for questions, as printed',
    contact_postcode  Nullable(String)       COMMENT 'postcode, as printed',
    contact_phone     Nullable(String)       COMMENT 'telephone, as printed',
    problems          Array(String)          COMMENT 'problems that the report names',
    improvements      Array(String)          COMMENT 'improvements that the report announces',
    topics            Array(Tuple(name String, article String)) COMMENT 'kinds of information that it says it publishes, with the item of article 20',
    measures          Array(Tuple(kind String, raw String))     COMMENT 'mechanisms that it claims',
    sections          Array(Tuple(kind String, heading String, characters UInt32)) COMMENT 'its chapters; characters: code points without white space',
    attachments       Array(String)          COMMENT 'addresses of announced attachments',
    date_candidates   String                 COMMENT 'JSON: every date that is printed, a claim each',
    figures           UInt32                 COMMENT 'how many figures were read',
    checks_pass           UInt32             COMMENT 'identities of the form that hold',
    checks_fail           UInt32             COMMENT 'identities that do not hold',
    checks_vacuous        UInt32             COMMENT 'identities that hold because every operand is zero or blank',
    checks_not_assessable UInt32             COMMENT 'identities with an operand that is missing or unreadable',
    content_type      LowCardinality(String) COMMENT 'format of the document',
    charset           LowCardinality(Nullable(String)) COMMENT 'charset in which it was read',
    reading_id        String                 COMMENT 'the reading that is shown',
    last_confirmed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when its server last answered that it is not modified (304), UTC; NULL where it never did'
)
COMMENT 'the current version of the report of one agency for one fiscal year'
AS SELECT report_id, agency_id, fiscal_year, form, scope, title, url, site_id, issued_on, published_on, published_low, published_high,
    first_seen_at, last_seen_at, deadline, deadline_basis, days_late_low, days_late_high, outcome, parser_version, sha256, version, versions,
    deadline_adjusted, agency_as_printed, division_code, index_number, document_number, contact_address, contact_postcode, contact_phone,
    problems, improvements, topics, measures, sections, attachments, date_candidates, figures,
    checks_pass, checks_fail, checks_vacuous, checks_not_assessable, content_type, charset, reading_id, last_confirmed_at
FROM report_states FINAL;

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
    WHERE report_id IN (SELECT report_id FROM report_states FINAL WHERE versions > 1)
    GROUP BY report_id, url, sha256, parser_version
),
documents AS
(
    SELECT report_id, url, sha256, reading_id
    FROM readings
    WHERE report_id IN (SELECT report_id FROM report_states FINAL WHERE versions > 1)
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
    FROM pairs AS p
    INNER JOIN reading_figures AS f ON f.report_id = p.report_id
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
