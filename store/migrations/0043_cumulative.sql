-- What local forms print of all years together (历年累计), beside the figure of the year in the same
-- row. It is never the year's figure, so it has a table of its own: figures stays as it is.
CREATE TABLE IF NOT EXISTS reading_cumulative
(
    report_id     String,
    reading_id    String,
    indicator     LowCardinality(String),
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
    evidence      String CODEC(ZSTD(3)),
    reading       UInt64 MATERIALIZED cityHash64(reading_id)
)
ENGINE = MergeTree
ORDER BY (report_id, reading_id, indicator)
COMMENT 'the sums of all years of every reading; cumulative_figures shows those of current reports';

CREATE OR REPLACE VIEW cumulative_figures
(
    report_id     String                           COMMENT 'the report: agency_id and fiscal year',
    agency_id     String                           COMMENT 'the agency that reports',
    division_code LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year   UInt16                           COMMENT 'the year with whose end the sum ends',
    form          LowCardinality(String)           COMMENT '2008 or 2014: later forms have no such column',
    scope         LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown; never add across scopes',
    indicator     LowCardinality(String)           COMMENT 'name in the catalogue of what is summed up: indicators',
    value         Nullable(Decimal(20, 6))         COMMENT 'sum of all years in unit, never the figure of the year; NULL where nothing is known: an unknown is never 0',
    unit          LowCardinality(String)           COMMENT 'unit of value; source: indicators',
    state         LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable; only number and zero carry a value',
    raw           String                           COMMENT 'what is printed, untouched',
    confidence    Float64                          COMMENT '0 to 1; 1 only where the reading admits no other',
    evidence      String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id    String                           COMMENT 'the reading that found it'
)
COMMENT 'what a current report prints of all years together (历年累计) beside a figure of its year'
AS SELECT report_id, agency_id, division_code, fiscal_year, form, scope, indicator, value, unit, state, raw, confidence, evidence, reading_id
FROM reading_cumulative
WHERE reading IN current_readings;

CREATE OR REPLACE VIEW cumulative_figures_history
(
    report_id      String                           COMMENT 'the report; empty where the year is not known',
    agency_id      String                           COMMENT 'the agency that reports',
    division_code  LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year    UInt16                           COMMENT 'the year with whose end the sum ends; 0 where report_id is empty',
    form           LowCardinality(String)           COMMENT '2008 or 2014: later forms have no such column',
    scope          LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown',
    indicator      LowCardinality(String)           COMMENT 'name in the catalogue of what is summed up: indicators',
    value          Nullable(Decimal(20, 6))         COMMENT 'sum of all years in unit, never the figure of the year; NULL where nothing is known',
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
COMMENT 'the sums of all years of every document as every parser version read it'
AS SELECT c.report_id AS report_id, c.agency_id AS agency_id, c.division_code AS division_code, c.fiscal_year AS fiscal_year, c.form AS form,
    c.scope AS scope, c.indicator AS indicator, c.value AS value, c.unit AS unit, c.state AS state, c.raw AS raw,
    c.confidence AS confidence, c.evidence AS evidence, c.reading_id AS reading_id, r.url AS url, r.sha256 AS sha256, r.parser_version AS parser_version
FROM reading_cumulative AS c
INNER JOIN (SELECT report_id, reading_id, url, sha256, parser_version FROM readings) AS r ON c.report_id = r.report_id AND c.reading_id = r.reading_id;

-- A further reason.
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
    reasons        Array(LowCardinality(String)) COMMENT 'why checks are not assessable: no_previous_report, not_on_form, unknown_value, scope (one counts its own office, the other all offices), lineage (merged, split or founded between the two years), counted_anew (a sum of all years that is less than the year before), too_few_reports'
)
COMMENT 'what was checked between years and agencies, also where nothing was found; as of the newest score run'
AS SELECT report_id, agency_id, fiscal_year, r.rule AS rule, r.pass AS pass, r.fail AS fail, r.vacuous AS vacuous, r.not_assessable AS not_assessable, r.reasons AS reasons
FROM (SELECT report_id, reading_id, agency_id, fiscal_year, results FROM checks_across_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))) AS c
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id)
ARRAY JOIN results AS r;
