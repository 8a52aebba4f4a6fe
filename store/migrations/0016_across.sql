-- What is compared over years and agencies.

-- Inputs and results of one slice of a score run: counties that are compared together. They are
-- of no use afterwards, and no reader sees them.
CREATE TABLE IF NOT EXISTS across_reports
(
    run_id              UInt64,
    slice               UInt32,
    agency_id           String,
    fiscal_year         UInt16,
    report_id           String,
    reading_id          String,
    unit                String COMMENT 'code of the division: no rule compares beyond it',
    form                LowCardinality(String),
    scope               LowCardinality(String),
    family              LowCardinality(String),
    level               LowCardinality(String),
    vertical            UInt8,
    previous_report_id  String COMMENT 'of the year before; empty where there is none',
    previous_reading_id String,
    obstacle            LowCardinality(String) COMMENT 'why the two can not be compared; empty where they can',
    doubt               LowCardinality(String) COMMENT 'why what differs may be lawful; empty where nothing is known'
)
ENGINE = MergeTree
PARTITION BY (run_id, slice)
ORDER BY (agency_id, fiscal_year);

CREATE TABLE IF NOT EXISTS across_figures
(
    run_id      UInt64,
    slice       UInt32,
    indicator   LowCardinality(String),
    applicant   LowCardinality(String),
    agency_id   String,
    fiscal_year UInt16,
    report_id   String,
    value       Nullable(Decimal(20, 6)),
    state       LowCardinality(String),
    confidence  Float64
)
ENGINE = MergeTree
PARTITION BY (run_id, slice)
ORDER BY (indicator, applicant, agency_id, fiscal_year);

CREATE TABLE IF NOT EXISTS across_vectors
(
    run_id      UInt64,
    slice       UInt32,
    agency_id   String,
    fiscal_year UInt16,
    part        LowCardinality(String),
    vector      UInt64,
    cells       UInt32,
    telling     UInt8,
    indicator   LowCardinality(String),
    applicant   LowCardinality(String),
    largest     Decimal(20, 6)
)
ENGINE = MergeTree
PARTITION BY (run_id, slice)
ORDER BY (agency_id, fiscal_year, part);

CREATE TABLE IF NOT EXISTS across_checks
(
    run_id              UInt64,
    slice               UInt32,
    rule                LowCardinality(String),
    report_id           String,
    reading_id          String,
    previous_report_id  String,
    previous_reading_id String,
    agency_id           String,
    fiscal_year         UInt16,
    state               LowCardinality(String),
    reason              LowCardinality(String),
    blame               LowCardinality(String),
    indicator           LowCardinality(String),
    applicant           LowCardinality(String),
    expected            Nullable(Decimal(20, 6)),
    actual              Nullable(Decimal(20, 6)),
    detail              String,
    operands            String
)
ENGINE = MergeTree
PARTITION BY (run_id, slice)
ORDER BY (report_id, rule, indicator, applicant);

CREATE TABLE IF NOT EXISTS checks_across_history
(
    run_id      UInt64,
    agency_id   String,
    fiscal_year UInt16,
    report_id   String,
    reading_id  String,
    results     Array(Tuple(rule LowCardinality(String), pass UInt16, fail UInt16, vacuous UInt16, not_assessable UInt16, reasons Array(LowCardinality(String))))
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY report_id;

CREATE OR REPLACE VIEW checks_across
(
    report_id      String                        COMMENT 'the report: agency_id and fiscal year; of two years the later one',
    agency_id      String                        COMMENT 'the agency that reports',
    fiscal_year    UInt16                        COMMENT 'the year that is reported on',
    rule           LowCardinality(String)        COMMENT 'code of the rule: rules',
    pass           UInt16                        COMMENT 'checks of the rule that hold',
    fail           UInt16                        COMMENT 'checks that do not hold; each is a row of findings',
    vacuous        UInt16                        COMMENT 'checks that hold because every operand is zero or blank, or that are too small to say anything',
    not_assessable UInt16                        COMMENT 'checks that nobody can make, see reasons',
    reasons        Array(LowCardinality(String)) COMMENT 'why checks are not assessable: no_previous_report, not_on_form, unknown_value, scope (one counts its own office, the other all offices), lineage (merged, split or founded between the two years), too_few_reports'
)
COMMENT 'what was checked between years and agencies, also where nothing was found; as of the newest score run'
AS SELECT report_id, agency_id, fiscal_year, r.rule AS rule, r.pass AS pass, r.fail AS fail, r.vacuous AS vacuous, r.not_assessable AS not_assessable, r.reasons AS reasons
FROM (SELECT report_id, reading_id, agency_id, fiscal_year, results FROM checks_across_history WHERE run_id = (SELECT max(run_id) FROM score_runs)) AS c
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id)
ARRAY JOIN results AS r;

CREATE TABLE IF NOT EXISTS government_ratios_history
(
    run_id        UInt64,
    unit          String,
    fiscal_year   UInt16,
    indicator     LowCardinality(String),
    report_id     String,
    reading_id    String,
    scope         LowCardinality(String),
    government    Nullable(Decimal(20, 6)),
    parts         Nullable(Decimal(20, 6)),
    parts_known   UInt32,
    parts_reports UInt32
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (unit, fiscal_year, indicator);

CREATE OR REPLACE VIEW government_ratios
(
    division_code String                   COMMENT 'GB/T 2260 of the county',
    fiscal_year   UInt16                   COMMENT 'the year that is reported on',
    indicator     LowCardinality(String)   COMMENT 'requests_new (its total) or requests_received: indicators',
    report_id     String                   COMMENT 'the report of the government',
    scope         LowCardinality(String)   COMMENT 'own_office, government_aggregate or unknown: whose figures the government says it counts',
    government    Nullable(Decimal(20, 6)) COMMENT '件: what the report of the government says; NULL where not known',
    parts         Nullable(Decimal(20, 6)) COMMENT '件: sum of what the reports of its departments and townships say, as far as known; NULL where none is',
    parts_known   UInt32                   COMMENT 'reports in that sum',
    parts_reports UInt32                   COMMENT 'reports of departments and townships of the year',
    ratio         Nullable(Float64)        COMMENT 'government divided by parts; NULL where parts is 0 or not known. Never add the two: what an aggregate counts is in its parts'
)
COMMENT 'R701: the report of a county government beside those of its departments and townships; for information'
AS SELECT unit AS division_code, fiscal_year, indicator, report_id, scope, government, parts, parts_known, parts_reports,
    toFloat64(government) / nullIf(toFloat64(parts), 0) AS ratio
FROM (SELECT * FROM government_ratios_history WHERE run_id = (SELECT max(run_id) FROM score_runs)) AS g
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id);
