-- Figures that are followed over the forms, each with how well it compares.

CREATE TABLE IF NOT EXISTS series_catalogue_history
(
    generation  UInt64,
    digest      String,
    series      LowCardinality(String),
    form        LowCardinality(String),
    alternative UInt8,
    unit        LowCardinality(String),
    formula     String,
    grade       LowCardinality(String),
    break_from  UInt16,
    label_zh    String,
    label_en    String,
    why_zh      String,
    why_en      String,
    terms       Array(Tuple(indicator String, applicant String, sign Int8))
)
ENGINE = ReplacingMergeTree
PARTITION BY generation
ORDER BY (series, form, alternative);

CREATE OR REPLACE VIEW series_catalogue
(
    series     LowCardinality(String) COMMENT 'name of the series',
    form       LowCardinality(String) COMMENT 'form whose figures it is made of; empty where the series compares in no form',
    label_zh   String                 COMMENT 'label in Chinese',
    label_en   String                 COMMENT 'label in English',
    unit       LowCardinality(String) COMMENT 'unit of the values',
    formula    String                 COMMENT 'indicators with their signs, .total is the total column of table 3; after | what is taken where the report has not printed the first',
    grade      LowCardinality(String) COMMENT 'comparable (the same definition), partial (definitions overlap, see why) or not_comparable',
    break_from UInt16                 COMMENT 'first fiscal year that does not compare with those before, whatever the form; 0: none',
    why_zh     String                 COMMENT 'what does not compare and why, in Chinese; [K]: from common knowledge, not looked up',
    why_en     String                 COMMENT 'the same in English',
    source     String                 COMMENT 'the instrument that set the form'
)
COMMENT 'the catalogue of series: what each is made of in each form, and how well the forms compare'
AS SELECT series, form, label_zh, label_en, unit, formula, grade, break_from, why_zh, why_en,
    transform(toString(form), ['2008', '2014', '2019', '2021'], ['地方格式', '国办发〔2014〕32号', '国办公开办函〔2019〕60号', '国办公开办函〔2021〕30号'], '') AS source
FROM series_catalogue_history FINAL
WHERE generation = (SELECT max(generation) FROM series_catalogue_history) AND alternative <= 1;

CREATE OR REPLACE VIEW series
(
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    series      LowCardinality(String)   COMMENT 'name of the series: series_catalogue',
    value       Nullable(Decimal(20, 6)) COMMENT 'in unit; NULL where a figure of the formula is not known: an unknown is never 0',
    unit        LowCardinality(String)   COMMENT 'unit of value',
    form        LowCardinality(String)   COMMENT 'form of the report',
    scope       LowCardinality(String)   COMMENT 'own_office, government_aggregate or unknown; never add or compare across scopes',
    grade       LowCardinality(String)   COMMENT 'comparable or partial: how the form defines it beside the form of today',
    segment     UInt16                   COMMENT 'values compare only within one segment: 0, or the year from which on the law counts otherwise',
    note        String                   COMMENT 'why a value is missing (unknown_value: a cell is empty or unreadable; not_printed: a row is not there), else what does not compare, in English',
    confidence  Float64                  COMMENT '0 to 1, the least of the figures; 1 only where the reading admits no other',
    report_id   String                   COMMENT 'the report: its figures are the evidence'
)
COMMENT 'figures that are followed over the forms, one row a report and series; the grade says how far'
AS WITH
terms AS
(
    SELECT series, form, alternative, unit, grade, break_from, why_en, length(c.terms) AS terms, t.indicator AS indicator, t.applicant AS applicant, t.sign AS sign
    FROM series_catalogue_history AS c FINAL ARRAY JOIN c.terms AS t
    WHERE generation = (SELECT max(generation) FROM series_catalogue_history)
)
SELECT f.agency_id AS agency_id, f.fiscal_year AS fiscal_year, t.series AS series,
    if(count() = any(t.terms) AND countIf(f.value IS NULL) = 0, sum(f.value * t.sign), NULL) AS value,
    any(t.unit) AS unit, any(f.form) AS form, any(f.scope) AS scope, any(t.grade) AS grade,
    if(any(t.break_from) > 0 AND f.fiscal_year >= any(t.break_from), any(t.break_from), 0) AS segment,
    multiIf(count() < any(t.terms), 'not_printed', countIf(f.value IS NULL) > 0, 'unknown_value', any(t.why_en)) AS note,
    min(f.confidence) AS confidence, f.report_id AS report_id
FROM figures AS f
INNER JOIN terms AS t ON t.form = f.form AND t.indicator = f.indicator AND t.applicant = f.applicant
WHERE f.indicator IN (SELECT indicator FROM terms)
GROUP BY report_id, agency_id, fiscal_year, series, t.alternative
ORDER BY value IS NULL, t.alternative
LIMIT 1 BY report_id, series;
