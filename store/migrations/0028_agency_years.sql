-- What pages and lists need of an agency's year, in one row: they read it where it lies together
-- and join nothing.

-- The main figures of a reading: they never change, so they are added up once.
CREATE TABLE IF NOT EXISTS reading_sums
(
    report_id     String,
    reading_id    String,
    received      Nullable(Decimal(20, 6)),
    carried_in    Nullable(Decimal(20, 6)),
    carried_out   Nullable(Decimal(20, 6)),
    outcomes      Nullable(Decimal(20, 6)),
    granted       Nullable(Decimal(20, 6)),
    partial       Nullable(Decimal(20, 6)),
    denied        Nullable(Decimal(38, 6)),
    unable        Nullable(Decimal(38, 6)),
    not_processed Nullable(Decimal(38, 6)),
    other         Nullable(Decimal(38, 6)),
    method        UInt64 -- of the statement that added them up
)
ENGINE = ReplacingMergeTree
ORDER BY (report_id, reading_id, method)
COMMENT 'the main figures of each reading, added up';

CREATE TABLE IF NOT EXISTS agency_years_history
(
    run_id                UInt64,
    county                String,
    seat                  UInt8, -- order within a county: its office first, townships last
    agency_id             String,
    fiscal_year           UInt16,
    name                  String,
    division_code         String,
    family                LowCardinality(String),
    level                 LowCardinality(String),
    status                LowCardinality(String),
    reason                LowCardinality(String),
    deadline              Nullable(Date),
    deadline_basis        LowCardinality(String),
    report_id             String,
    outcome               LowCardinality(String),
    form                  LowCardinality(String),
    scope                 LowCardinality(String),
    versions              UInt32,
    published_low         Nullable(Date),
    published_high        Nullable(Date),
    days_late_low         Nullable(Int32),
    days_late_high        Nullable(Int32),
    errors                UInt32,
    doubts                UInt32,
    doubtful_checks       UInt32,
    checks_pass           UInt32,
    checks_fail           UInt32,
    checks_vacuous        UInt32,
    checks_not_assessable UInt32,
    counts                UInt8,
    received              Nullable(Decimal(20, 6)),
    carried_in            Nullable(Decimal(20, 6)),
    carried_out           Nullable(Decimal(20, 6)),
    outcomes              Nullable(Decimal(20, 6)),
    granted               Nullable(Decimal(20, 6)),
    partial               Nullable(Decimal(20, 6)),
    denied                Nullable(Decimal(38, 6)),
    unable                Nullable(Decimal(38, 6)),
    not_processed         Nullable(Decimal(38, 6)),
    other                 Nullable(Decimal(38, 6)),
    INDEX agencies agency_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY run_id
-- As pages list them. Codes are digits and sort before unknown.
ORDER BY (county, seat, agency_id, fiscal_year)
SETTINGS index_granularity = 1024
COMMENT 'what is known of an agency and year, by score run';

CREATE OR REPLACE VIEW agency_years
(
    agency_id             String                   COMMENT 'the agency',
    fiscal_year           UInt16                   COMMENT 'the year that is reported on',
    name                  String                   COMMENT 'name of the agency',
    county                String                   COMMENT 'code of the county; unknown above counties and where not known',
    seat                  UInt8                    COMMENT 'order of agencies within a county: its office first, townships last',
    division_code         String                   COMMENT 'GB/T 2260; empty where not known',
    family                LowCardinality(String)   COMMENT 'kind of agency; empty where not known',
    level                 LowCardinality(String)   COMMENT 'province, prefecture, county or township; empty where not known',
    status                LowCardinality(String)   COMMENT 'on_time, late, not_found, not_published, blocked or unknown, as in expected_reports; not_expected: a report was found that no law was known to ask for',
    reason                LowCardinality(String)   COMMENT 'why: expected_reports; empty where it was not expected',
    deadline              Nullable(Date)           COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis        LowCardinality(String)   COMMENT 'what the deadline rests on; empty where the report was not expected',
    report_id             Nullable(String)         COMMENT 'the report; NULL where none was found',
    outcome               LowCardinality(String)   COMMENT 'ok, partial or image_only: what could be read of it',
    form                  LowCardinality(String)   COMMENT 'its form; empty where not known',
    scope                 LowCardinality(String)   COMMENT 'own_office, government_aggregate or unknown; never add across scopes',
    versions              UInt32                   COMMENT 'how many versions of it were seen',
    published_low         Nullable(Date)           COMMENT 'not published before this day in China; NULL where not known',
    published_high        Nullable(Date)           COMMENT 'published by this day in China',
    days_late_low         Nullable(Int32)          COMMENT 'days, signed: late for certain where above 0',
    days_late_high        Nullable(Int32)          COMMENT 'days, signed: on time for certain where 0 or less',
    errors                UInt32                   COMMENT 'findings of severity error that are the agency\'s',
    doubts                UInt32                   COMMENT 'findings of severity error that may be our reading',
    doubtful_checks       UInt32                   COMMENT 'of checks_fail, those that may be our reading',
    checks_pass           UInt32                   COMMENT 'identities of the form that hold',
    checks_fail           UInt32                   COMMENT 'identities that do not hold',
    checks_vacuous        UInt32                   COMMENT 'identities that hold because every operand is zero or blank',
    checks_not_assessable UInt32                   COMMENT 'identities with an operand that is missing or unreadable',
    counts                UInt8                    COMMENT '1: the report prints totals of some kind',
    received              Nullable(Decimal(20, 6)) COMMENT 'requests received in the year, of table 3, the table of 2014 or the prose; NULL where not known',
    carried_in            Nullable(Decimal(20, 6)) COMMENT 'requests carried in from the year before; NULL where not known',
    carried_out           Nullable(Decimal(20, 6)) COMMENT 'requests carried over to the next year; NULL where not known',
    outcomes              Nullable(Decimal(20, 6)) COMMENT 'requests decided; NULL where not known',
    granted               Nullable(Decimal(20, 6)) COMMENT 'of them, granted; NULL where not known',
    partial               Nullable(Decimal(20, 6)) COMMENT 'of them, granted in part; NULL where not known',
    denied                Nullable(Decimal(38, 6)) COMMENT 'of them, denied, as far as cells are known; NULL where none is',
    unable                Nullable(Decimal(38, 6)) COMMENT 'of them, unable to provide, as far as cells are known; NULL where none is',
    not_processed         Nullable(Decimal(38, 6)) COMMENT 'of them, not processed, as far as cells are known; NULL where none is',
    other                 Nullable(Decimal(38, 6)) COMMENT 'of them, other outcomes, as far as cells are known; NULL where none is'
)
COMMENT 'what was expected, found and counted of an agency and year, as of the last score run'
AS SELECT agency_id, fiscal_year, name, county, seat, division_code, family, level, status, reason, deadline, deadline_basis, nullIf(y.report_id, '') AS report_id, outcome, form, scope, versions,
    published_low, published_high, days_late_low, days_late_high, errors, doubts, doubtful_checks, checks_pass, checks_fail, checks_vacuous, checks_not_assessable,
    counts, received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other
FROM agency_years_history AS y
WHERE run_id = (SELECT max(run_id) FROM score_runs);

-- Figures and findings lie by report, so those of an agency lie together; what asks for an agency
-- skips the rest.
ALTER TABLE reading_figures ADD INDEX IF NOT EXISTS agencies agency_id TYPE minmax GRANULARITY 1;
ALTER TABLE reading_figures MATERIALIZE INDEX agencies;
ALTER TABLE reading_findings ADD INDEX IF NOT EXISTS agencies agency_id TYPE minmax GRANULARITY 1;
ALTER TABLE reading_findings MATERIALIZE INDEX agencies;
