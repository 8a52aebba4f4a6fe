-- What the places of the cells of a table share stands once for all of them, in columns of words: a place is a
-- quarter as long then where it is sent, sorted and merged. place is the JSON as a whole, as readers see it; of figures
-- that were stored before evidence holds all of it, and the other pieces are empty.
ALTER TABLE reading_figures
    ADD COLUMN IF NOT EXISTS evidence_body LowCardinality(String) COMMENT 'how the JSON of the place begins: the body and the table',
    ADD COLUMN IF NOT EXISTS evidence_cell String COMMENT 'what follows: row and column' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS evidence_path LowCardinality(String) COMMENT 'what follows: the path to the row; evidence is the rest',
    ADD COLUMN IF NOT EXISTS place String ALIAS concat(evidence_body, evidence_cell, evidence_path, evidence) COMMENT 'JSON: sha256 of the body, and the place in it';

CREATE OR REPLACE VIEW figures
(
    report_id     String                           COMMENT 'the report: agency_id and fiscal year',
    agency_id     String                           COMMENT 'the agency that reports',
    division_code LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year   UInt16                           COMMENT 'the year that is reported on',
    form          LowCardinality(String)           COMMENT '2008, 2014, 2019 or 2021',
    scope         LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown; never add across scopes',
    indicator     LowCardinality(String)           COMMENT 'name in the catalogue: indicators',
    applicant     LowCardinality(String)           COMMENT 'column of table 3; empty outside table 3',
    value         Nullable(Decimal(20, 6))         COMMENT 'in unit; NULL where nothing is known: an unknown is never 0',
    unit          LowCardinality(String)           COMMENT 'unit of value; source: indicators',
    state         LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable; only number and zero carry a value',
    raw           String                           COMMENT 'what is printed, untouched',
    confidence    Float64                          COMMENT '0 to 1; 1 only where the reading admits no other',
    evidence      String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id    String                           COMMENT 'the reading that found it'
)
COMMENT 'one figure of a current report'
AS SELECT report_id, agency_id, division_code, fiscal_year, form, scope, indicator, applicant, value, unit, state, raw, confidence, place AS evidence, reading_id
FROM reading_figures
WHERE reading IN current_readings;

CREATE OR REPLACE VIEW figures_history
(
    report_id      String                           COMMENT 'the report; empty where the year is not known',
    agency_id      String                           COMMENT 'the agency that reports',
    division_code  LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year    UInt16                           COMMENT 'the year that is reported on; 0 where report_id is empty',
    form           LowCardinality(String)           COMMENT '2008, 2014, 2019 or 2021',
    scope          LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown',
    indicator      LowCardinality(String)           COMMENT 'name in the catalogue: indicators',
    applicant      LowCardinality(String)           COMMENT 'column of table 3; empty outside table 3',
    value          Nullable(Decimal(20, 6))         COMMENT 'in unit; NULL where nothing is known',
    unit           LowCardinality(String)           COMMENT 'unit of value',
    state          LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable',
    raw            String                           COMMENT 'what is printed, untouched',
    confidence     Float64                          COMMENT '0 to 1',
    evidence       String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id     String                           COMMENT 'the reading that found it; reports_history says which version that is',
    url            String                           COMMENT 'address of the document',
    sha256         String                           COMMENT 'body that was read',
    parser_version UInt32                           COMMENT 'version of the parser'
)
COMMENT 'the figures of every document as every parser version read it'
AS SELECT f.report_id AS report_id, f.agency_id AS agency_id, f.division_code AS division_code, f.fiscal_year AS fiscal_year, f.form AS form,
    f.scope AS scope, f.indicator AS indicator, f.applicant AS applicant, f.value AS value, f.unit AS unit, f.state AS state, f.raw AS raw,
    f.confidence AS confidence, f.place AS evidence, f.reading_id AS reading_id, r.url AS url, r.sha256 AS sha256, r.parser_version AS parser_version
FROM reading_figures AS f
INNER JOIN (SELECT report_id, reading_id, url, sha256, parser_version FROM readings) AS r ON f.report_id = r.report_id AND f.reading_id = r.reading_id;

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
        SELECT report_id, reading_id, indicator, applicant, value, raw, state, place AS evidence, unit, confidence
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
