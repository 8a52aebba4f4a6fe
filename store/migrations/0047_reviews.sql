-- What a person says of what the machine doubts: whether a cell was read rightly, or a document looked
-- at. Each decision is a row and stays; it is about a print, so that no reading asks it again.

CREATE TABLE IF NOT EXISTS reviews_history
(
    report_id   String,
    kind        LowCardinality(String),
    indicator   LowCardinality(String),
    applicant   LowCardinality(String),
    sha256      String,
    agency_id   String,
    fiscal_year UInt16,
    printed     String,
    print_state LowCardinality(String),
    value       Nullable(Decimal(20, 6)),
    verdict     LowCardinality(String),
    should_be   Nullable(Decimal(20, 6)),
    decided_at  DateTime64(3, 'UTC'),
    decided_by  String,
    reason      String,
    evidence    String,
    kept_at     DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (report_id, kind, indicator, applicant, kept_at);

CREATE OR REPLACE VIEW reviews
(
    report_id   String                   COMMENT 'the report: agency_id and fiscal year',
    kind        LowCardinality(String)   COMMENT 'cell: one figure; scan: a document that is a picture, or of which a part could not be read; unknown_row: rows of a table that are not known',
    indicator   LowCardinality(String)   COMMENT 'of a cell: indicators; else empty',
    applicant   LowCardinality(String)   COMMENT 'of a cell: its column of table 3',
    sha256      String                   COMMENT 'body that was looked at',
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    printed     String                   COMMENT 'of a cell: what was read there, untouched',
    print_state LowCardinality(String)   COMMENT 'of a cell: number, zero, blank, dash, slash, text_na or unreadable, as it was read',
    value       Nullable(Decimal(20, 6)) COMMENT 'of a cell: as it was read; NULL where nothing is known',
    verdict     LowCardinality(String)   COMMENT 'right: it was read as it is printed; wrong: it was not, and is our error',
    should_be   Nullable(Decimal(20, 6)) COMMENT 'what the person reads there; NULL where not said',
    decided_at  DateTime64(3, 'UTC')     COMMENT 'when it was decided, UTC',
    decided_by  String                   COMMENT 'who decided',
    reason      String                   COMMENT 'why',
    evidence    String                   COMMENT 'address of what it rests on; empty where none was given',
    recorded_at DateTime64(6, 'UTC')     COMMENT 'when it was recorded, UTC; of two decisions on the same print the later one counts',
    stands      UInt8                    COMMENT '1: the last decision on what the report prints now; 0: another one followed, or the print is another and is asked again'
)
COMMENT 'a decision of a person on what the machine doubts, keyed by the print; nothing is ever changed'
AS WITH
decided AS
(
    SELECT *, kept_at = max(kept_at) OVER (PARTITION BY report_id, kind, indicator, applicant, if(kind = 'cell', concat(print_state, ' ', replaceRegexpAll(printed, '\\s+', '')), sha256)) AS is_last
    FROM reviews_history FINAL
),
now AS (SELECT report_id, sha256 FROM report_states FINAL WHERE report_id IN (SELECT report_id FROM reviews_history)),
shown AS
(
    SELECT report_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, raw, toString(f.state) AS state FROM figures AS f WHERE report_id IN (SELECT report_id FROM reviews_history)
)
SELECT d.report_id AS report_id, d.kind AS kind, d.indicator AS indicator, d.applicant AS applicant, d.sha256 AS sha256, d.agency_id AS agency_id, d.fiscal_year AS fiscal_year,
    d.printed AS printed, d.print_state AS print_state, d.value AS value, d.verdict AS verdict, d.should_be AS should_be, d.decided_at AS decided_at, d.decided_by AS decided_by, d.reason AS reason, d.evidence AS evidence, d.kept_at AS recorded_at,
    toUInt8(d.is_last AND if(d.kind = 'cell', s.state = d.print_state AND replaceRegexpAll(s.raw, '\\s+', '') = replaceRegexpAll(d.printed, '\\s+', ''), n.sha256 = d.sha256)) AS stands
FROM decided AS d
LEFT JOIN now AS n ON n.report_id = d.report_id
LEFT JOIN shown AS s ON s.report_id = d.report_id AND s.indicator = toString(d.indicator) AND s.applicant = toString(d.applicant);
