-- What is current. One row of report_states makes a report, its figures and its findings
-- visible at once, or hides them all.

CREATE TABLE IF NOT EXISTS report_states
(
    report_id             String,
    reading_id            String,
    generation            UInt64,
    is_deleted            UInt8,
    state_hash            UInt64,
    version               UInt32,
    versions              UInt32,
    history               Array(Tuple(reading_id String, first_seen_at DateTime64(3, 'UTC'), last_seen_at DateTime64(3, 'UTC'))),
    first_seen_at         DateTime64(3, 'UTC'),
    last_seen_at          DateTime64(3, 'UTC'),
    published_low         Nullable(Date),
    published_high        Nullable(Date),
    days_late_low         Nullable(Int32),
    days_late_high        Nullable(Int32),
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
    fiscal_year           UInt16,
    form                  LowCardinality(String),
    scope                 LowCardinality(String),
    title                 Nullable(String),
    url                   String,
    site_id               LowCardinality(String),
    sha256                String,
    outcome               LowCardinality(String),
    parser_version        UInt32,
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
    deadline_basis        LowCardinality(String)
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY report_id
SETTINGS index_granularity = 512
COMMENT 'one row a report: which reading is current, its versions and its times';

CREATE TABLE IF NOT EXISTS agencies_history
(
    agency_id        String,
    generation       UInt64,
    is_deleted       UInt8,
    name             String,
    division_code    Nullable(String),
    division_name    Nullable(String),
    county_code      Nullable(String),
    level            LowCardinality(Nullable(String)),
    family           LowCardinality(String),
    parent_agency_id Nullable(String),
    vertical         UInt8,
    valid_from       Nullable(Date),
    valid_to         Nullable(Date),
    deadlines        Array(Tuple(fiscal_year UInt16, basis String, deadline Nullable(Date), adjusted Nullable(Date)))
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY agency_id
COMMENT 'every agency that reports or that a walked column is named after';

CREATE TABLE IF NOT EXISTS column_agencies
(
    site_id    String,
    name       String,
    generation UInt64,
    agency_id  String COMMENT 'empty where the name is no certain agency'
)
ENGINE = ReplacingMergeTree(generation)
ORDER BY (site_id, name)
COMMENT 'which agency the name of a walked column means';

CREATE TABLE IF NOT EXISTS unread_links_history
(
    site_id     String,
    url         String,
    generation  UInt64,
    is_deleted  UInt8,
    list_url    String,
    title       String,
    agency_id   String COMMENT 'the agency that the title names for certain, else empty',
    fiscal_year Nullable(UInt16) COMMENT 'the year that the title names, else NULL',
    reason      LowCardinality(String)
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY (site_id, url)
COMMENT 'documents that a list names and that are not known as a report of some agency and year: while they wait, nobody may say that the report is not there';
