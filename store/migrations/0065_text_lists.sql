-- How many sentences of a template a county and year has: lists of them count by these, and look up the few that they show.
ALTER TABLE text_units ADD COLUMN IF NOT EXISTS sentences UInt32 COMMENT 'of its template';

-- The runs so far. What a migration that was cut off wrote is written again.
TRUNCATE TABLE text_units;

INSERT INTO text_units (run_id, province, fiscal_year, unit, unit_digest, sentences)
SELECT s.run_id, s.province, s.fiscal_year, s.unit, s.unit_digest, t.sentences
FROM (SELECT DISTINCT run_id, province, fiscal_year, unit, unit_digest FROM text_subjects) AS s
LEFT ANY JOIN (SELECT unit, unit_digest, toUInt32(length(sentences.text)) AS sentences FROM text_unit_templates) AS t ON t.unit = s.unit AND t.unit_digest = s.unit_digest;

-- A template is looked up by the name of its county and year: with fewer of them together less is read for it. Where this
-- is cut off and comes once more the templates may stay as they lay, with the same rows.
CREATE TABLE IF NOT EXISTS text_unit_templates_next
(
    unit        String,
    unit_digest String,
    texts       UInt32,
    sharers     UInt32,
    shingles    Array(UInt64) CODEC(NONE),
    sentences   Array(Tuple(text String, characters UInt32, uses Array(Tuple(report_id String, offset UInt32, length UInt32)))) CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (unit, unit_digest)
SETTINGS index_granularity = 32
COMMENT 'the template of a county and year';

INSERT INTO text_unit_templates_next (unit, unit_digest, texts, sharers, shingles, sentences)
SELECT unit, unit_digest, texts, sharers, shingles, sentences FROM text_unit_templates;

EXCHANGE TABLES text_unit_templates_next AND text_unit_templates;

DROP TABLE IF EXISTS text_unit_templates_next;

-- Pairs that are alike, and places that are named as a report's own, as lists have them. What a pair is called depends on the texts
-- of all provinces, so both are written by each run.
CREATE TABLE IF NOT EXISTS text_copies
(
    run_id            UInt64,
    ordinal           UInt32 COMMENT 'in the list of all, from 1',
    kind              Enum8('passage' = 1, 'unclear' = 2, 'common' = 3),
    report_id         String,
    agency_id         String,
    fiscal_year       UInt16,
    other_report_id   String,
    other_agency_id   String,
    other_fiscal_year UInt16,
    relation          Enum8('own_earlier' = 1, 'own_later' = 2, 'county' = 3, 'family' = 4),
    jaccard           Float64,
    baseline_low      Nullable(Float64),
    baseline_high     Nullable(Float64),
    passages          UInt32
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY ordinal
SETTINGS index_granularity = 256
COMMENT 'pairs of current texts that are alike, each once, in the order of their list, by score run';

CREATE TABLE IF NOT EXISTS text_foreign_places
(
    run_id      UInt64,
    severity    LowCardinality(String),
    fiscal_year UInt16,
    report_id   String,
    offset      UInt32,
    length      UInt32,
    agency_id   String,
    name        String,
    code        String,
    sentence    String CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, offset)
SETTINGS index_granularity = 1024
COMMENT 'where current texts name bodies of other places as their own, by score run';

TRUNCATE TABLE text_copies;
TRUNCATE TABLE text_foreign_places;

INSERT INTO text_copies (run_id, ordinal, kind, report_id, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation, jaccard, baseline_low, baseline_high, passages)
WITH
(SELECT max(run_id) FROM text_runs) AS run,
level AS (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs))
SELECT run, row_number() OVER (ORDER BY indexOf(['passage', 'unclear', 'common'], named), p.jaccard DESC, p.report_id, p.other_report_id),
    multiIf(p.told != '', p.told, p.jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS named,
    p.report_id, substring(p.report_id, 1, length(p.report_id) - length(toString(p.fiscal_year)) - 1), p.fiscal_year,
    p.other_report_id, substring(p.other_report_id, 1, length(p.other_report_id) - length(toString(p.other_fiscal_year)) - 1), p.other_fiscal_year,
    toString(p.relation), p.jaccard, l.low, l.high, p.passages
FROM
(
    SELECT *, toString(kind) AS told, least(comparisons, 256) AS likely, least(other_comparisons, 256) AS other_likely FROM text_alike
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
) AS p
LEFT JOIN level AS l ON l.year = p.fiscal_year AND l.comparisons = p.likely
LEFT JOIN level AS o ON o.year = p.other_fiscal_year AND o.comparisons = p.other_likely;

INSERT INTO text_foreign_places (run_id, severity, fiscal_year, report_id, offset, length, agency_id, name, code, sentence)
SELECT (SELECT max(run_id) FROM text_runs), p.3, s.fiscal_year, s.report_id, p.4, p.5, s.agency_id, p.1, p.2, p.6
FROM
(
    SELECT report_id, unit_digest, agency_id, fiscal_year FROM text_subjects
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)) AND which = 'current'
        AND report_id IN (SELECT report_id FROM text_states WHERE notEmpty(places))
) AS s
INNER JOIN (SELECT report_id, unit_digest, places FROM text_states FINAL WHERE which = 'current' AND notEmpty(places)) AS t ON t.report_id = s.report_id AND t.unit_digest = s.unit_digest
ARRAY JOIN t.places AS p;
