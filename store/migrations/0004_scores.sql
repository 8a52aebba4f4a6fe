-- What is compared. A run of the scores writes its rows under its own number and its row in
-- score_runs last; readers see the newest finished run.

CREATE TABLE IF NOT EXISTS score_runs
(
    run_id      UInt64,
    finished_at DateTime64(3, 'UTC'),
    expected    UInt64,
    findings    UInt64
)
ENGINE = MergeTree
ORDER BY run_id;

CREATE TABLE IF NOT EXISTS expected_reports_history
(
    run_id            UInt64,
    agency_id         String,
    fiscal_year       UInt16,
    deadline          Nullable(Date),
    deadline_adjusted Nullable(Date),
    deadline_basis    LowCardinality(String),
    status            LowCardinality(String),
    reason            LowCardinality(String),
    report_id         Nullable(String),
    days_late_low     Nullable(Int32),
    days_late_high    Nullable(Int32)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (agency_id, fiscal_year);

CREATE TABLE IF NOT EXISTS findings_across
(
    run_id              UInt64,
    report_id           String,
    reading_id          String,
    previous_report_id  String,
    previous_reading_id String,
    agency_id           String,
    fiscal_year         UInt16,
    rule                LowCardinality(String),
    severity            LowCardinality(String),
    blame               LowCardinality(String),
    message             String,
    indicator           LowCardinality(String),
    applicant           LowCardinality(String),
    expected            Nullable(Decimal(20, 6)),
    actual              Nullable(Decimal(20, 6)),
    operands            String
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, rule, indicator, applicant);

CREATE TABLE IF NOT EXISTS scores
(
    agency_id      String                  COMMENT 'the agency; source: agencies',
    fiscal_year    UInt16                  COMMENT 'the year that is reported on',
    dimension      LowCardinality(String)  COMMENT 'timeliness, completeness, consistency, handling, legal, proactive or originality',
    which          LowCardinality(String)  COMMENT 'first or current: the version of the report that was measured',
    value          Nullable(Float64)       COMMENT '0 to 1; NULL where nothing can be said, see reason',
    low            Nullable(Float64)       COMMENT '0 to 1: lower end of the interval',
    high           Nullable(Float64)       COMMENT '0 to 1: upper end of the interval',
    band           LowCardinality(Nullable(String)) COMMENT 'A to E within the peer group; NULL where not distinguishable',
    peer_group     String                  COMMENT 'form, level, family, scope and years of the agencies compared with',
    reason         LowCardinality(String)  COMMENT 'why there is no value; empty where there is one',
    method_version UInt32                  COMMENT 'version of the method'
)
ENGINE = MergeTree
ORDER BY (agency_id, fiscal_year, dimension, which)
COMMENT 'one dimension of one agency-year, for the first and the current version';

CREATE TABLE IF NOT EXISTS indicators_history
(
    generation      UInt64,
    digest          String,
    ordinal         UInt32,
    form            LowCardinality(String),
    indicator       String,
    applicant       LowCardinality(String),
    label_zh        String,
    label_en        String,
    unit            LowCardinality(String),
    section         String,
    comparable_with String,
    form_table      LowCardinality(String),
    row_label       String,
    column_label    String
)
ENGINE = ReplacingMergeTree
PARTITION BY generation
ORDER BY (form, indicator, applicant);

CREATE TABLE IF NOT EXISTS rules_history
(
    generation UInt64,
    digest     String,
    id         String,
    severity   LowCardinality(String),
    title_zh   String,
    title_en   String,
    source     String
)
ENGINE = ReplacingMergeTree
PARTITION BY generation
ORDER BY id;
