-- One indicator over all agencies and years is read from where it lies together, and whether a
-- reading is current is looked up in memory: no join of all figures with all reports.

-- The readings that report_states names, by their hash. Refresh makes another set where they are
-- others, and exchanges the two; its comment says what it was made of.
CREATE TABLE IF NOT EXISTS current_readings (reading UInt64)
ENGINE = Set;

ALTER TABLE reading_figures
    ADD COLUMN IF NOT EXISTS reading UInt64 MATERIALIZED cityHash64(reading_id),
    MODIFY SETTING lightweight_mutation_projection_mode = 'rebuild';

ALTER TABLE reading_figures ADD PROJECTION IF NOT EXISTS by_indicator
(
    SELECT indicator, applicant, agency_id, fiscal_year, report_id, division_code, form, scope, value, unit, state, confidence, reading
    ORDER BY indicator, applicant, agency_id, fiscal_year
);

-- In the background: until it is there the table itself answers.
ALTER TABLE reading_figures MATERIALIZE PROJECTION by_indicator;

INSERT INTO current_readings SELECT cityHash64(reading_id) FROM report_states FINAL;

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
AS SELECT report_id, agency_id, division_code, fiscal_year, form, scope, indicator, applicant, value, unit, state, raw, confidence, evidence, reading_id
FROM reading_figures
WHERE reading IN current_readings;

CREATE OR REPLACE VIEW findings
(
    report_id   String                   COMMENT 'the report: agency_id and fiscal year',
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    rule        LowCardinality(String)   COMMENT 'code of the rule: rules',
    severity    LowCardinality(String)   COMMENT 'error, warning or info',
    blame       LowCardinality(String)   COMMENT 'agency, parser or unclear: whose error it is; agency only where every cell was read with full confidence',
    message     String                   COMMENT 'what is printed and what was expected, in Chinese',
    expected    Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    actual      Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    indicator   LowCardinality(String)   COMMENT 'the figure that the rule speaks of; empty where it speaks of none',
    applicant   LowCardinality(String)   COMMENT 'its column of table 3',
    operands    String                   COMMENT 'JSON: the figures that took part, with sign, value and state',
    reading_id  String                   COMMENT 'the reading that it was found in'
)
COMMENT 'one broken rule or doubt of a current report'
AS SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM reading_findings
WHERE cityHash64(reading_id) IN current_readings
UNION ALL
-- Between two years: shown only while both reports still are what was compared.
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM findings_across
WHERE run_id = (SELECT max(run_id) FROM score_runs)
    AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings;
