-- What reports say alike. Working tables hold what follows from texts alone, named by what it
-- follows from, so that a run computes only what is new and a killed run leaves nothing wrong
-- behind: text_states, text_unit_templates, text_comparisons, text_baselines; text_done says for
-- which states of a county's year that is whole. What a run found is in the tables of its number;
-- readers see the last run whose row is in text_runs.

CREATE TABLE IF NOT EXISTS text_inventory
(
    run_id        UInt64,
    report_id     String,
    which         LowCardinality(String) COMMENT 'current, or first where the first version says something else',
    reading_id    String,
    text_id       String COMMENT 'content_hash of the reading: the same one is the same text',
    agency_id     String,
    agency_name   String,
    division_code String COMMENT 'empty where not known',
    division_name String,
    province      LowCardinality(String) COMMENT 'first two digits of the code',
    family        LowCardinality(String),
    fiscal_year   UInt16,
    unit          String COMMENT 'county and year; an agency of no known place stands alone',
    unit_digest   String COMMENT 'of all texts of the unit',
    written       UInt8 COMMENT '1: there is a text; 0: nobody could read one'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (province, fiscal_year, unit, report_id, which)
COMMENT 'the texts that a run compares';

CREATE TABLE IF NOT EXISTS text_states
(
    report_id           String,
    which               LowCardinality(String),
    unit_digest         String,
    text_key            String COMMENT 'of the text and what is left of it beside the template',
    characters          UInt32,
    residual_characters UInt32,
    signature           Array(UInt32) CODEC(NONE),
    bands               Array(UInt64) CODEC(NONE),
    nearest             String COMMENT 'report of the unit with the largest MinHash estimate; empty where there is none',
    places              Array(Tuple(name String, code String, severity String, offset UInt32, length UInt32, sentence String)) CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (report_id, which, unit_digest)
COMMENT 'what follows from a text and the texts of its county and year';

CREATE TABLE IF NOT EXISTS text_unit_templates
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
COMMENT 'the template of a county and year';

CREATE TABLE IF NOT EXISTS text_comparisons
(
    report_a String,
    which_a  LowCardinality(String),
    report_b String,
    which_b  LowCardinality(String),
    key_a    String,
    key_b    String,
    jaccard  Float64,
    passages Array(Tuple(offset_a UInt32, length_a UInt32, offset_b UInt32, length_b UInt32, characters UInt32, text_a String, text_b String)) CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (report_a, which_a, report_b, which_b, key_a, key_b)
COMMENT 'two texts that were compared exactly';

CREATE TABLE IF NOT EXISTS text_baselines
(
    fiscal_year UInt16,
    digest      String COMMENT 'of the sample',
    comparisons UInt32,
    low         Float64,
    high        Float64,
    texts       UInt32,
    draws       UInt32
)
ENGINE = ReplacingMergeTree
ORDER BY (fiscal_year, digest, comparisons)
COMMENT 'the largest similarity that so many unrelated texts of a year come to: 5th and 95th percentile of the draws';

CREATE TABLE IF NOT EXISTS text_done
(
    unit        String,
    unit_digest String
)
ENGINE = ReplacingMergeTree
ORDER BY (unit, unit_digest);

CREATE TABLE IF NOT EXISTS text_subjects
(
    run_id              UInt64,
    report_id           String,
    which               LowCardinality(String),
    reading_id          String,
    agency_id           String,
    fiscal_year         UInt16,
    unit                String,
    unit_digest         String,
    family_group        String COMMENT 'province, family and year; empty where the family is none that others have',
    text_key            String,
    characters          UInt32,
    residual_characters UInt32,
    unit_texts          UInt32,
    group_texts         UInt32,
    comparisons         UInt32,
    baseline_low        Nullable(Float64),
    baseline_high       Nullable(Float64)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, which);

CREATE TABLE IF NOT EXISTS text_pairs_history
(
    run_id            UInt64,
    report_id         String,
    which             LowCardinality(String),
    agency_id         String,
    fiscal_year       UInt16,
    other_report_id   String,
    other_agency_id   String,
    other_fiscal_year UInt16,
    relation          LowCardinality(String),
    kind              LowCardinality(String),
    jaccard           Float64,
    baseline_low      Nullable(Float64),
    baseline_high     Nullable(Float64),
    passages          UInt32,
    text_key          String,
    other_text_key    String,
    reading_id        String,
    other_reading_id  String
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, which, other_report_id);

CREATE TABLE IF NOT EXISTS originality_inputs_history
(
    run_id               UInt64,
    agency_id            String,
    fiscal_year          UInt16,
    which                LowCardinality(String),
    report_id            String,
    similarity           Nullable(Float64),
    nearest_report_id    Nullable(String),
    residual_characters  UInt32,
    own_characters       UInt32,
    comparisons          UInt32,
    baseline_low         Nullable(Float64),
    baseline_high        Nullable(Float64),
    reason               LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (agency_id, fiscal_year, which);

CREATE TABLE IF NOT EXISTS text_runs
(
    run_id      UInt64,
    finished_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY run_id
COMMENT 'runs whose comparison of texts is whole';

CREATE OR REPLACE VIEW originality_inputs
(
    agency_id           String                 COMMENT 'the agency: agencies',
    fiscal_year         UInt16                 COMMENT 'the year that is reported on',
    which               LowCardinality(String) COMMENT 'first or current: the version of the report; both rows are there, also where there is one version',
    report_id           String                 COMMENT 'the report: reports',
    similarity          Nullable(Float64)      COMMENT '0 to 1: largest Jaccard index of five-character shingles with the agency\'s reports of the three years before, with the others of its county and year and of its family, province and year, without templates; NULL where nothing can be said, see reason',
    nearest_report_id   Nullable(String)       COMMENT 'the report that it is most similar to; NULL where similarity is. Nothing says who wrote first',
    residual_characters UInt32                 COMMENT 'characters of the text in its normal form: without law, marks and spaces; a number or a name counts one. Below 200 nothing is compared',
    own_characters      UInt32                 COMMENT 'of them, those outside the county\'s template; below 60 nothing is compared',
    comparisons         UInt32                 COMMENT 'reports that it could be compared with: the more, the larger the largest similarity by chance',
    baseline_low        Nullable(Float64)      COMMENT '0 to 1: 5th percentile of the largest similarity to that many unrelated reports of the year; NULL where there are too few',
    baseline_high       Nullable(Float64)      COMMENT '0 to 1: 95th percentile of the same; what is below it is what chance gives',
    reason              LowCardinality(String) COMMENT 'why similarity is NULL: text_unknown (nobody could read it), too_short, template_only, template_unknown (fewer than 5 reports of its county and year), nothing_to_compare, nothing_near (none of its family elsewhere came near, nobody else is there to compare with); empty where there is one'
)
COMMENT 'how similar the text of a report is to others, for the dimension originality; as of the newest comparison of texts'
AS SELECT agency_id, fiscal_year, which, report_id, similarity, nearest_report_id, residual_characters, own_characters, comparisons,
    baseline_low, baseline_high, reason
FROM originality_inputs_history
WHERE run_id = (SELECT max(run_id) FROM text_runs);

CREATE OR REPLACE VIEW text_pairs
(
    report_id         String                 COMMENT 'the report: reports',
    which             LowCardinality(String) COMMENT 'current, or first where its first version says something else',
    agency_id         String                 COMMENT 'its agency',
    fiscal_year       UInt16                 COMMENT 'the year that it reports on',
    other_report_id   String                 COMMENT 'the other report, in its current version; each pair is there from both sides',
    other_agency_id   String                 COMMENT 'its agency',
    other_fiscal_year UInt16                 COMMENT 'the year that it reports on',
    relation          LowCardinality(String) COMMENT 'own_earlier or own_later (the same agency, up to three years apart), county (the same county and year) or family (the same family, province and year)',
    kind              LowCardinality(String) COMMENT 'passage: what few others share; common: at least a fifth of the group, or 20 reports, are alike; unclear: too few reports to tell, or no more alike than unrelated ones can be. Never who copied from whom',
    jaccard           Float64                COMMENT '0.3 to 1: share of the shingles that both have, without the templates',
    baseline_low      Nullable(Float64)      COMMENT 'as in originality_inputs, of report_id',
    baseline_high     Nullable(Float64)      COMMENT 'as in originality_inputs, of report_id',
    passages          UInt32                 COMMENT 'how many passages they share: text_passages',
    text_key          String                 COMMENT 'names the text that was compared',
    other_text_key    String                 COMMENT 'names the other text',
    reading_id        String                 COMMENT 'the reading whose text it is: report_texts',
    other_reading_id  String                 COMMENT 'the same of the other report'
)
COMMENT 'two reports whose texts are alike beside their templates; as of the newest comparison of texts'
AS SELECT report_id, which, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation, kind, jaccard,
    baseline_low, baseline_high, passages, text_key, other_text_key, reading_id, other_reading_id
FROM text_pairs_history
WHERE run_id = (SELECT max(run_id) FROM text_runs) AND jaccard >= 0.3;

CREATE OR REPLACE VIEW text_passages
(
    report_id       String                 COMMENT 'the report: text_pairs',
    which           LowCardinality(String) COMMENT 'current or first, as in text_pairs',
    other_report_id String                 COMMENT 'the other report',
    ordinal         UInt32                 COMMENT 'number of the passage in the order of the text of report_id, from 1',
    offset          UInt32                 COMMENT 'where it begins, in code points of the text of report_id: report_texts',
    length          UInt32                 COMMENT 'its length there, in code points',
    other_offset    UInt32                 COMMENT 'where it begins in the other text',
    other_length    UInt32                 COMMENT 'its length there',
    characters      UInt32                 COMMENT 'its length in the normal form, the same on both sides',
    text            String                 COMMENT 'as report_id prints it',
    other_text      String                 COMMENT 'as the other one prints it; numbers, names and marks may differ'
)
COMMENT 'the passages that two reports share outside their templates'
AS SELECT report_id, which, other_report_id, toUInt32(n) AS ordinal, p.1 AS offset, p.2 AS length, p.3 AS other_offset, p.4 AS other_length,
    p.5 AS characters, p.6 AS text, p.7 AS other_text
FROM
(
    SELECT t.report_id AS report_id, t.which AS which, t.other_report_id AS other_report_id,
        arraySort(p -> p.1, arrayMap(p -> if(t.forward, tuple(p.1, p.2, p.3, p.4, p.5, p.6, p.7), tuple(p.3, p.4, p.1, p.2, p.5, p.7, p.6)), c.passages)) AS found
    FROM
    (
        SELECT report_id, which, other_report_id, text_key, other_text_key, (report_id, which) < (other_report_id, 'current') AS forward,
            if(forward, report_id, other_report_id) AS report_a, if(forward, other_report_id, report_id) AS report_b,
            if(forward, text_key, other_text_key) AS key_a, if(forward, other_text_key, text_key) AS key_b,
            if(forward, which, 'current') AS which_a, if(forward, 'current', which) AS which_b
        FROM text_pairs
    ) AS t
    INNER JOIN
    (
        SELECT report_a, which_a, report_b, which_b, key_a, key_b, passages FROM text_comparisons FINAL WHERE notEmpty(passages)
    ) AS c ON c.report_a = t.report_a AND c.which_a = t.which_a AND c.report_b = t.report_b AND c.which_b = t.which_b AND c.key_a = t.key_a AND c.key_b = t.key_b
)
ARRAY JOIN found AS p, arrayEnumerate(found) AS n;

CREATE OR REPLACE VIEW text_templates
(
    place       String COMMENT 'the county, by its code of GB/T 2260 (of agencies above counties: their division)',
    fiscal_year UInt16 COMMENT 'the year that is reported on',
    ordinal     UInt32 COMMENT 'number of the sentence, from 1',
    text        String COMMENT 'the sentence, as the first of its users prints it',
    characters  UInt32 COMMENT 'its length in the normal form',
    users       UInt32 COMMENT 'how many of the reports have it, numbers and names aside',
    reports     UInt32 COMMENT 'how many reports of the county and year were compared',
    report_ids  Array(String) COMMENT 'those that have it: no one of them is said to have written it first'
)
COMMENT 'sentences that at least a fifth of a county\'s reports of a year share; they count against nobody'
AS SELECT splitByChar('/', t.unit)[1] AS place, toUInt16OrZero(splitByChar('/', t.unit)[2]) AS fiscal_year, toUInt32(n) AS ordinal, s.1 AS text, s.2 AS characters,
    toUInt32(length(s.3)) AS users, t.texts AS reports, s.3.1 AS report_ids
FROM
(
    SELECT unit, unit_digest, texts, sentences FROM text_unit_templates FINAL
    WHERE (unit, unit_digest) IN (SELECT unit, unit_digest FROM text_subjects WHERE run_id = (SELECT max(run_id) FROM text_runs))
) AS t
ARRAY JOIN sentences AS s, arrayEnumerate(sentences) AS n;

CREATE OR REPLACE VIEW report_texts
(
    report_id  String COMMENT 'the report: reports',
    reading_id String COMMENT 'the reading: reports, reports_history',
    text       String COMMENT 'what the report says beside its tables: each section\'s heading and text, a line a paragraph; offsets of passages are code points of it'
)
COMMENT 'the text of every reading of a report, personal data blackened'
AS SELECT report_id, reading_id, arrayStringConcat(arrayMap(t -> concat(t.heading, '\n', t.text), texts), '\n') AS text
FROM readings
WHERE report_id != '';

CREATE OR REPLACE VIEW text_places
(
    report_id String                 COMMENT 'the report: reports',
    name      String                 COMMENT 'the county or city that is named',
    code      String                 COMMENT 'its code of GB/T 2260; of several of that name the first',
    severity  LowCardinality(String) COMMENT 'warning, or info where it lies in the same province',
    offset    UInt32                 COMMENT 'where the name stands, in code points of the text: report_texts',
    length    UInt32                 COMMENT 'its length there',
    sentence  String                 COMMENT 'the sentence, as printed'
)
COMMENT 'where a report names a body of another place as if it were its own: may be left from another text; findings, rule T101'
AS SELECT s.report_id AS report_id, p.1 AS name, p.2 AS code, p.3 AS severity, p.4 AS offset, p.5 AS length, p.6 AS sentence
FROM (SELECT report_id, which, unit_digest FROM text_subjects WHERE run_id = (SELECT max(run_id) FROM text_runs) AND which = 'current') AS s
INNER JOIN (SELECT report_id, which, unit_digest, places FROM text_states FINAL WHERE notEmpty(places)) AS t
    ON t.report_id = s.report_id AND t.which = s.which AND t.unit_digest = s.unit_digest
ARRAY JOIN t.places AS p;
