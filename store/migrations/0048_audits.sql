-- Audits of ourselves: cells that chance has drawn, and what persons read in them on the archived pages. What was
-- read when a cell was drawn is kept, so that no later reading mends an audit. Every answer is a row and stays.
-- The row of an audit is written last: without it its cells are those of a drawing that was cut off.

CREATE TABLE IF NOT EXISTS audits_history
(
    audit_id      String,
    drawn_at      DateTime64(3, 'UTC'),
    drawn_by      String,
    seed          String,
    seed_of       LowCardinality(String),
    digest        String,
    release       String,
    wanted        UInt32,
    least         UInt32,
    oldest_parser UInt32,
    newest_parser UInt32,
    strata        Array(Tuple(form String, site_family String, format String, cells UInt64, sampled UInt64)),
    kept_at       DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (audit_id, kept_at);

CREATE TABLE IF NOT EXISTS audit_cells_history
(
    audit_id    String,
    position    UInt32,
    draw        String,
    report_id   String,
    indicator   LowCardinality(String),
    applicant   LowCardinality(String),
    agency_id   String,
    fiscal_year UInt16,
    form        LowCardinality(String),
    site_family LowCardinality(String),
    format      LowCardinality(String),
    sha256      String,
    reading_id  String,
    printed     String,
    print_state LowCardinality(String),
    value       Nullable(Decimal(20, 6)),
    unit        LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (audit_id, position);

CREATE TABLE IF NOT EXISTS audit_answers_history
(
    audit_id   String,
    position   UInt32,
    shown      UInt8,
    read_text  String,
    read_state LowCardinality(String),
    read_value Nullable(Decimal(20, 6)),
    said_at    DateTime64(3, 'UTC'),
    said_by    String,
    reason     String,
    kept_at    DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (audit_id, position, kept_at);

CREATE OR REPLACE VIEW audit_answers
(
    audit_id    String                   COMMENT 'the audit: audits',
    position    UInt32                   COMMENT 'the cell, by its place in the order of drawing, from 1: audit_cells',
    read_text   String                   COMMENT 'what the person typed; empty for an empty cell, and where the page can not be read',
    read_state  LowCardinality(String)   COMMENT 'how that is read: number, zero, blank, dash, slash or text_na; unreadable where the person can not read the page',
    read_value  Nullable(Decimal(20, 6)) COMMENT 'the number; NULL where none is read',
    answered_at DateTime64(3, 'UTC')     COMMENT 'when it was read, UTC',
    answered_by String                   COMMENT 'who read it',
    reason      String                   COMMENT 'why an earlier answer is replaced; empty where there was none or nothing was said',
    blind       UInt8                    COMMENT '1: the first answer on its cell, and nobody was shown our reading before it; 0: our reading was known',
    recorded_at DateTime64(6, 'UTC')     COMMENT 'when it was recorded, UTC; of two answers on a cell the later one counts'
)
COMMENT 'what a person reads in a cell of an audit, in the order in which it was recorded; nothing is ever changed'
AS SELECT audit_id, position, read_text, read_state, read_value, said_at AS answered_at, said_by AS answered_by, reason, toUInt8(kept_at = first_at) AS blind, kept_at AS recorded_at
FROM
(
    SELECT *, min(kept_at) OVER (PARTITION BY audit_id, position) AS first_at FROM audit_answers_history FINAL
)
WHERE shown = 0;

CREATE OR REPLACE VIEW audit_cells
(
    audit_id    String                   COMMENT 'the audit: audits',
    position    UInt32                   COMMENT 'place in the order of drawing, from 1',
    draw        String                   COMMENT 'what it was drawn by, the least of each stratum first: hexadecimal SHA-256 of the seed, report_id, indicator and applicant with a line feed between two of them',
    report_id   String                   COMMENT 'the report: agency_id and fiscal year',
    indicator   LowCardinality(String)   COMMENT 'the figure: indicators',
    applicant   LowCardinality(String)   COMMENT 'its column of table 3; empty outside table 3',
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    form        LowCardinality(String)   COMMENT 'stratum: form of the figure; unknown where it is not known',
    site_family LowCardinality(String)   COMMENT 'stratum: CMS family of most lists of the site; unknown where there is none',
    format      LowCardinality(String)   COMMENT 'stratum: format of the document: html, text, pdf, word, sheet or other; unknown where it is not known',
    sha256      String                   COMMENT 'body that was read',
    reading_id  String                   COMMENT 'the reading that was current when it was drawn',
    printed     String                   COMMENT 'what was read there then, untouched',
    print_state LowCardinality(String)   COMMENT 'number, zero, blank, dash, slash, text_na or unreadable, as it was read then',
    value       Nullable(Decimal(20, 6)) COMMENT 'as it was read then; NULL where nothing is known',
    unit        LowCardinality(String)   COMMENT 'unit of value and read_value',
    verdict     LowCardinality(String)   COMMENT 'open: nobody has read it; unreadable: the person can not either; right; wrong: another number; missed: a number is printed and we had none; invented: none is printed and we had one; state: neither has one, and what stands there is something else than we said',
    read_text   String                   COMMENT 'what the person typed, of the last answer',
    read_state  LowCardinality(String)   COMMENT 'how that is read; empty where nobody has',
    read_value  Nullable(Decimal(20, 6)) COMMENT 'the number that the person reads; NULL where none',
    answered_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when it was read, UTC; NULL where nobody has',
    answered_by String                   COMMENT 'who read it',
    reason      String                   COMMENT 'why an earlier answer was replaced',
    answers     UInt64                   COMMENT 'how many answers there are: audit_answers has all',
    blind       UInt8                    COMMENT '1: the answer that counts was given without knowing our reading'
)
COMMENT 'a cell of an audit, with what was read there when it was drawn, and what a person reads on the archived page'
AS WITH
said AS
(
    SELECT audit_id, position, count() AS answers, argMax(tuple(read_text, toString(read_state), read_value, answered_at, answered_by, reason, blind), recorded_at) AS last
    FROM audit_answers
    GROUP BY audit_id, position
)
SELECT c.audit_id AS audit_id, c.position AS position, c.draw AS draw, c.report_id AS report_id, c.indicator AS indicator, c.applicant AS applicant, c.agency_id AS agency_id, c.fiscal_year AS fiscal_year,
    c.form AS form, c.site_family AS site_family, c.format AS format, c.sha256 AS sha256, c.reading_id AS reading_id, c.printed AS printed, c.print_state AS print_state, c.value AS value, c.unit AS unit,
    multiIf(s.answers = 0, 'open',
        s.last.2 = 'unreadable', 'unreadable',
        s.last.3 IS NOT NULL AND c.value IS NOT NULL, if(assumeNotNull(s.last.3) = assumeNotNull(c.value), 'right', 'wrong'),
        s.last.3 IS NOT NULL, 'missed',
        c.value IS NOT NULL, 'invented',
        s.last.2 = c.print_state, 'right', 'state') AS verdict,
    s.last.1 AS read_text, s.last.2 AS read_state, s.last.3 AS read_value, if(s.answers = 0, NULL, s.last.4) AS answered_at, s.last.5 AS answered_by, s.last.6 AS reason, s.answers AS answers, s.last.7 AS blind
FROM (SELECT * FROM audit_cells_history FINAL WHERE audit_id IN (SELECT audit_id FROM audits_history)) AS c
LEFT JOIN said AS s ON s.audit_id = c.audit_id AND s.position = c.position;

CREATE OR REPLACE VIEW audits
(
    audit_id      String                 COMMENT 'made of seed, data, release and sizes: the same drawing has the same name',
    drawn_at      DateTime64(3, 'UTC')   COMMENT 'when it was drawn, UTC',
    drawn_by      String                 COMMENT 'who drew it',
    seed          String                 COMMENT 'what the order of drawing was made with',
    seed_of       LowCardinality(String) COMMENT 'data: the digest of the data, which nobody chooses; release: the SHA-256 of the manifest of the release; given: somebody named the seed',
    digest        String                 COMMENT 'digest of the data that it was drawn from',
    release       String                 COMMENT 'the release that it was drawn from; empty where from the data as they were',
    wanted        UInt32                 COMMENT 'cells that were asked for in all',
    least         UInt32                 COMMENT 'cells that were asked for of each stratum',
    oldest_parser UInt32                 COMMENT 'oldest version of the parser that had read the reports',
    newest_parser UInt32                 COMMENT 'newest version of the parser that had read the reports',
    cells         UInt64                 COMMENT 'cells that it was drawn from: audit_strata',
    sampled       UInt64                 COMMENT 'cells that were drawn',
    answered      UInt64                 COMMENT 'cells that a person has read, or found that they can not be read',
    errors        UInt64                 COMMENT 'cells of these that we had wrong: wrong, missed, invented or state',
    unreadable    UInt64                 COMMENT 'cells that the person could not read: never counted as right',
    not_blind     UInt64                 COMMENT 'cells whose answer was given with our reading known',
    finished      UInt8                  COMMENT '1: every cell has an answer'
)
COMMENT 'a sample of cells, drawn by chance, that persons read against the archived pages: how often we read wrongly'
AS WITH
counted AS
(
    SELECT audit_id, countIf(verdict != 'open') AS answered, countIf(verdict IN ('wrong', 'missed', 'invented', 'state')) AS errors, countIf(verdict = 'unreadable') AS unreadable,
        countIf(verdict != 'open' AND blind = 0) AS not_blind, count() AS sampled
    FROM audit_cells
    GROUP BY audit_id
)
SELECT a.audit_id AS audit_id, a.drawn_at AS drawn_at, a.drawn_by AS drawn_by, a.seed AS seed, a.seed_of AS seed_of, a.digest AS digest, a.release AS release, a.wanted AS wanted, a.least AS least,
    a.oldest_parser AS oldest_parser, a.newest_parser AS newest_parser, arraySum(x -> x.4, a.strata) AS cells, n.sampled AS sampled, n.answered AS answered, n.errors AS errors,
    n.unreadable AS unreadable, n.not_blind AS not_blind, toUInt8(n.sampled > 0 AND n.answered = n.sampled) AS finished
FROM (SELECT * FROM audits_history FINAL ORDER BY kept_at LIMIT 1 BY audit_id) AS a
LEFT JOIN counted AS n ON n.audit_id = a.audit_id;

CREATE OR REPLACE VIEW audit_strata
(
    audit_id    String                 COMMENT 'the audit: audits',
    form        LowCardinality(String) COMMENT 'form of the figures; unknown where it is not known',
    site_family LowCardinality(String) COMMENT 'CMS family of most lists of the sites; unknown where there is none',
    format      LowCardinality(String) COMMENT 'format of the documents: html, text, pdf, word, sheet or other; unknown where it is not known',
    cells       UInt64                 COMMENT 'cells that it had when they were drawn',
    sampled     UInt64                 COMMENT 'cells that were drawn of it',
    right       UInt64                 COMMENT 'cells of these that we had read as the person did',
    wrong       UInt64                 COMMENT 'cells where the person reads another number',
    missed      UInt64                 COMMENT 'cells where the person reads a number and we had none',
    invented    UInt64                 COMMENT 'cells where no number is printed and we had one',
    state       UInt64                 COMMENT 'cells where no number is printed, and something else than we said',
    unreadable  UInt64                 COMMENT 'cells that the person could not read',
    open        UInt64                 COMMENT 'cells that nobody has read yet'
)
COMMENT 'what the cells of an audit were drawn from separately: form, family of sites and format of documents, with what came of them'
AS WITH
frame AS
(
    SELECT audit_id, t.1 AS form, t.2 AS site_family, t.3 AS format, t.4 AS cells, t.5 AS sampled
    FROM (SELECT audit_id, strata FROM audits_history FINAL ORDER BY kept_at LIMIT 1 BY audit_id)
    ARRAY JOIN strata AS t
),
counted AS
(
    SELECT audit_id, toString(c.form) AS form, toString(c.site_family) AS site_family, toString(c.format) AS format, countIf(verdict = 'right') AS n_right, countIf(verdict = 'wrong') AS n_wrong,
        countIf(verdict = 'missed') AS n_missed, countIf(verdict = 'invented') AS n_invented, countIf(verdict = 'state') AS n_state, countIf(verdict = 'unreadable') AS n_unreadable, countIf(verdict = 'open') AS n_open
    FROM audit_cells AS c
    GROUP BY audit_id, form, site_family, format
)
SELECT f.audit_id AS audit_id, f.form AS form, f.site_family AS site_family, f.format AS format, f.cells AS cells, f.sampled AS sampled,
    n.n_right AS right, n.n_wrong AS wrong, n.n_missed AS missed, n.n_invented AS invented, n.n_state AS state, n.n_unreadable AS unreadable, n.n_open AS open
FROM frame AS f
LEFT JOIN counted AS n ON n.audit_id = f.audit_id AND n.form = f.form AND n.site_family = f.site_family AND n.format = f.format;
