-- What was read. One attempt to write a reading has a reading_id of its own: its figures and
-- findings go in first, the row in readings last. Rows whose attempt was killed before that
-- belong to no reading and nobody sees them, so nothing here has to be deduplicated.

CREATE TABLE IF NOT EXISTS readings
(
    reading_id            String,
    digest                String COMMENT 'of everything that was read: the same digest is not written twice',
    content_hash          String COMMENT 'of figures and text: another one is another version of the report',
    report_id             String COMMENT 'empty where the document is no report or its year is not known',
    url                   String,
    sha256                String,
    site_id               LowCardinality(String),
    role                  LowCardinality(String),
    parser_version        UInt32,
    outcome               LowCardinality(String),
    agency_id             String,
    agency_name           String,
    agency_as_printed     Nullable(String),
    division_code         Nullable(String),
    division_name         Nullable(String),
    county_code           Nullable(String),
    level                 LowCardinality(Nullable(String)),
    family                LowCardinality(String),
    parent_agency_id      Nullable(String),
    vertical              UInt8,
    fiscal_year           Nullable(UInt16),
    form                  LowCardinality(String),
    scope                 LowCardinality(String),
    title                 Nullable(String),
    charset               LowCardinality(Nullable(String)),
    content_type          LowCardinality(String),
    index_number          Nullable(String),
    document_number       Nullable(String),
    issued_on             Nullable(Date),
    published_on          Nullable(Date),
    date_candidates       String,
    contact_address       Nullable(String),
    contact_postcode      Nullable(String),
    contact_phone         Nullable(String),
    sections              Array(Tuple(kind String, heading String, characters UInt32)),
    problems              Array(String),
    improvements          Array(String),
    topics                Array(Tuple(name String, article String)),
    measures              Array(Tuple(kind String, raw String)),
    attachments           Array(String),
    figures               UInt32,
    checks_pass           UInt32,
    checks_fail           UInt32,
    checks_vacuous        UInt32,
    checks_not_assessable UInt32,
    deadline              Nullable(Date),
    deadline_adjusted     Nullable(Date),
    deadline_basis        LowCardinality(String),
    read_at               DateTime64(6, 'UTC'),
    INDEX by_report report_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (url, sha256, parser_version, reading_id)
SETTINGS index_granularity = 512
COMMENT 'one document as one parser version read it';

CREATE TABLE IF NOT EXISTS reading_figures
(
    report_id     String,
    reading_id    String,
    indicator     LowCardinality(String),
    applicant     LowCardinality(String),
    agency_id     String,
    division_code LowCardinality(Nullable(String)),
    fiscal_year   UInt16,
    form          LowCardinality(String),
    scope         LowCardinality(String),
    value         Nullable(Decimal(20, 6)),
    unit          LowCardinality(String),
    state         LowCardinality(String),
    raw           String,
    confidence    Float64,
    evidence      String CODEC(ZSTD(3))
)
ENGINE = MergeTree
-- report_id first: a report's figures lie together, and a look-up by report reads one granule.
ORDER BY (report_id, reading_id, indicator, applicant)
COMMENT 'the figures of every reading; figures shows those of current reports';

CREATE TABLE IF NOT EXISTS reading_findings
(
    report_id   String,
    reading_id  String,
    ordinal     UInt32,
    agency_id   String,
    fiscal_year UInt16,
    rule        LowCardinality(String),
    severity    LowCardinality(String),
    blame       LowCardinality(String),
    message     String,
    indicator   LowCardinality(String),
    applicant   LowCardinality(String),
    expected    Nullable(Decimal(20, 6)),
    actual      Nullable(Decimal(20, 6)),
    operands    String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (report_id, reading_id, ordinal)
COMMENT 'the findings of every reading; findings shows those of current reports';
