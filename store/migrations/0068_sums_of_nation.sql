-- Findings between years, and what was checked between them, in small granules: who asks for those of a report, an agency, a
-- county or a page reads little else. Where this is cut off and comes once more they may stay as they lay, with the same rows.

CREATE TABLE IF NOT EXISTS findings_across_next
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
    operands            String,
    unit_hash           UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]),
    reading             UInt64 MATERIALIZED cityHash64(reading_id),
    previous_reading    UInt64 MATERIALIZED cityHash64(previous_reading_id)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, rule, indicator, applicant)
SETTINGS index_granularity = 256;

TRUNCATE TABLE findings_across_next;

INSERT INTO findings_across_next (run_id, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands)
SELECT run_id, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year, rule, severity, blame, message, indicator, applicant, expected, actual, operands
FROM findings_across;

EXCHANGE TABLES findings_across_next AND findings_across;

DROP TABLE IF EXISTS findings_across_next;

CREATE TABLE IF NOT EXISTS checks_across_next
(
    run_id      UInt64,
    agency_id   String,
    fiscal_year UInt16,
    report_id   String,
    reading_id  String,
    results     Array(Tuple(rule LowCardinality(String), pass UInt16, fail UInt16, vacuous UInt16, not_assessable UInt16, reasons Array(LowCardinality(String)))),
    unit_hash   UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1])
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY report_id
SETTINGS index_granularity = 256;

TRUNCATE TABLE checks_across_next;

INSERT INTO checks_across_next (run_id, agency_id, fiscal_year, report_id, reading_id, results)
SELECT run_id, agency_id, fiscal_year, report_id, reading_id, results
FROM checks_across_history;

EXCHANGE TABLES checks_across_next AND checks_across_history;

DROP TABLE IF EXISTS checks_across_next;

-- What is asked of the whole nation is added up once a run.

CREATE TABLE IF NOT EXISTS reason_sums_history
(
    run_id      UInt64,
    level       LowCardinality(String) COMMENT 'of the agencies; empty: of all',
    form        LowCardinality(String),
    indicator   LowCardinality(String),
    fiscal_year UInt16,
    value       Nullable(Decimal(38, 6)),
    known       UInt64,
    reports     UInt64,
    rated       Nullable(Decimal(38, 6)),
    outcomes    Nullable(Decimal(38, 6))
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (level, form, indicator, fiscal_year)
SETTINGS index_granularity = 256
COMMENT 'why requests were not granted, added up over all counties, by score run';

CREATE TABLE IF NOT EXISTS status_sums_history
(
    run_id      UInt64,
    level       LowCardinality(String) COMMENT 'of the agencies; empty: of all',
    family      LowCardinality(String) COMMENT 'of the agencies; empty: of all',
    fiscal_year UInt16,
    listed      LowCardinality(String) COMMENT 'the status under which the measure expected lists it; empty: none',
    agencies    UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (level, family, fiscal_year, listed)
SETTINGS index_granularity = 256
COMMENT 'how many agencies have each status in a fiscal year, by score run';

-- The newest run. What a migration that was cut off wrote is written again.
TRUNCATE TABLE reason_sums_history;
TRUNCATE TABLE status_sums_history;

INSERT INTO reason_sums_history (run_id, level, form, indicator, fiscal_year, value, known, reports, rated, outcomes)
SELECT (SELECT max(run_id) FROM score_runs), of_level, form, indicator, fiscal_year, sum(r.value), sum(r.known), sum(r.reports), sum(r.rated), sum(r.outcomes)
FROM
(
    SELECT '' AS of_level, form, indicator, fiscal_year, value, known, reports, rated, outcomes FROM county_reasons_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
    UNION ALL
    SELECT toString(level), form, indicator, fiscal_year, value, known, reports, rated, outcomes FROM level_reasons_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND level != ''
) AS r
GROUP BY of_level, form, indicator, fiscal_year;

INSERT INTO status_sums_history (run_id, level, family, fiscal_year, listed, agencies)
SELECT (SELECT max(run_id) FROM score_runs), k.1, k.2, fiscal_year, shown, sum(n)
FROM
(
    SELECT toString(level) AS of_level, toString(family) AS of_family, fiscal_year, multiIf(status = 'not_expected' OR reason = 'no_deadline', if(report_id = '', '', 'not_expected'),
        status = 'unknown' AND (report_id = '' OR reason = 'only_brought'), 'unseen', toString(status)) AS shown, count() AS n
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
    GROUP BY of_level, of_family, fiscal_year, shown
)
ARRAY JOIN arrayDistinct([('', ''), (of_level, ''), ('', of_family), (of_level, of_family)]) AS k
GROUP BY k.1, k.2, fiscal_year, shown;
