-- The view of the series, so that what is asked of one agency is read of that agency alone.
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
SELECT agency_id, fiscal_year, series, best.1 AS value, best.2 AS unit, best.3 AS form, best.4 AS scope, best.5 AS grade, best.6 AS segment, best.7 AS note, best.8 AS confidence, report_id
FROM
(
    -- Of several formulas the first whose figures are known, else the first. Grouped, not cut: what is
    -- asked of one agency, year or series reaches the figures.
    SELECT report_id, agency_id, fiscal_year, series,
        argMin(tuple(value, unit, form, scope, grade, segment, note, confidence), tuple(value IS NULL, alternative)) AS best
    FROM
    (
        SELECT f.agency_id AS agency_id, f.fiscal_year AS fiscal_year, t.series AS series, t.alternative AS alternative,
            if(count() = any(t.terms) AND countIf(f.value IS NULL) = 0, sum(f.value * t.sign), NULL) AS value,
            any(t.unit) AS unit, any(f.form) AS form, any(f.scope) AS scope, any(t.grade) AS grade,
            if(any(t.break_from) > 0 AND f.fiscal_year >= any(t.break_from), any(t.break_from), 0) AS segment,
            multiIf(count() < any(t.terms), 'not_printed', countIf(f.value IS NULL) > 0, 'unknown_value', any(t.why_en)) AS note,
            min(f.confidence) AS confidence, f.report_id AS report_id
        FROM figures AS f
        INNER JOIN terms AS t ON t.form = f.form AND t.indicator = f.indicator AND t.applicant = f.applicant
        WHERE f.indicator IN (SELECT indicator FROM terms)
        GROUP BY report_id, agency_id, fiscal_year, series, alternative
    )
    GROUP BY report_id, agency_id, fiscal_year, series
);
