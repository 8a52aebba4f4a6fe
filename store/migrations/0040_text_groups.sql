-- Texts are compared again only in the provinces and years in which something is new; of the others
-- the rows of an earlier run stay where they are, and text_groups says of which run. The texts
-- themselves (text_inventory) stand by division, as score_parts says.

CREATE TABLE IF NOT EXISTS text_groups
(
    run_id      UInt64,
    province    String COMMENT 'first two digits of the code; empty where the place is not known',
    fiscal_year UInt16,
    texts       UInt64 COMMENT 'of the group, those that nobody could read among them',
    hash        UInt64 COMMENT 'of these texts and whose they are',
    sample      String COMMENT 'digest of the sample that the baseline of the year rests on',
    fingerprint UInt64 COMMENT 'of all that the rows of the group follow from: the texts of this year and of those before it, and the method',
    made_in     UInt64 COMMENT 'the run under whose number its rows stand',
    group_hash  UInt64 MATERIALIZED cityHash64(province, fiscal_year)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (province, fiscal_year)
COMMENT 'which rows the comparison of texts of a run consists of';

CREATE TABLE IF NOT EXISTS text_levels
(
    run_id      UInt64,
    fiscal_year UInt16,
    comparisons UInt32 COMMENT '1 to 256: more are as 256',
    low         Nullable(Float64),
    high        Nullable(Float64)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (fiscal_year, comparisons)
COMMENT 'how alike the most similar of so many unrelated texts of a year is: text_baselines, of the samples of the run';

CREATE TABLE IF NOT EXISTS text_candidates
(
    run_id   UInt64,
    slice    UInt32,
    together String COMMENT 'what is best compared together: the county of both, or their family and year',
    report_a String,
    which_a  LowCardinality(String),
    key_a    String,
    report_b String,
    which_b  LowCardinality(String),
    key_b    String
)
ENGINE = MergeTree
PARTITION BY (run_id, slice)
ORDER BY (report_a, which_a, report_b, which_b)
COMMENT 'pairs of texts that a run compares, while it does';

ALTER TABLE text_inventory DROP COLUMN IF EXISTS unit_digest;
ALTER TABLE text_inventory ADD COLUMN IF NOT EXISTS text_hash UInt64 COMMENT 'of the text and the names that it is read with; 0: there is none';
ALTER TABLE text_inventory ADD COLUMN IF NOT EXISTS hash UInt64 COMMENT 'of the whole row';
ALTER TABLE text_inventory ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);

ALTER TABLE text_subjects ADD COLUMN IF NOT EXISTS province String, ADD COLUMN IF NOT EXISTS comparable UInt8 COMMENT '1: enough is left of it beside the template';
ALTER TABLE text_subjects ADD COLUMN IF NOT EXISTS group_hash UInt64 MATERIALIZED cityHash64(province, fiscal_year);
ALTER TABLE text_subjects DROP COLUMN IF EXISTS baseline_low, DROP COLUMN IF EXISTS baseline_high;
ALTER TABLE text_pairs_history DROP COLUMN IF EXISTS baseline_low, DROP COLUMN IF EXISTS baseline_high;
ALTER TABLE text_pairs_history ADD COLUMN IF NOT EXISTS comparisons UInt32, ADD COLUMN IF NOT EXISTS other_comparisons UInt32;
ALTER TABLE text_pairs_history ADD COLUMN IF NOT EXISTS province String, ADD COLUMN IF NOT EXISTS group_year UInt16 DEFAULT fiscal_year COMMENT 'the later year of the two';
ALTER TABLE text_pairs_history ADD COLUMN IF NOT EXISTS group_hash UInt64 MATERIALIZED cityHash64(province, group_year);
ALTER TABLE originality_inputs_history DROP COLUMN IF EXISTS baseline_low, DROP COLUMN IF EXISTS baseline_high;
ALTER TABLE originality_inputs_history ADD COLUMN IF NOT EXISTS province String;
ALTER TABLE originality_inputs_history ADD COLUMN IF NOT EXISTS group_hash UInt64 MATERIALIZED cityHash64(province, fiscal_year);

-- The runs so far stand whole under their own numbers, of no province.
INSERT INTO text_groups (run_id, province, fiscal_year, made_in)
SELECT DISTINCT run_id, '', fiscal_year, run_id FROM text_inventory WHERE run_id IN (SELECT run_id FROM text_runs);

-- A county's year with a template is known: it is written last from here on. (Where these statements were
-- cut off and come once more, all of them are read again.)
CREATE TABLE IF NOT EXISTS text_done (unit String, unit_digest String) ENGINE = ReplacingMergeTree ORDER BY (unit, unit_digest);
DELETE FROM text_unit_templates WHERE (unit, unit_digest) NOT IN (SELECT unit, unit_digest FROM text_done);
DROP TABLE IF EXISTS text_done;

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
AS SELECT agency_id, fiscal_year, which, report_id, similarity, nearest_report_id, residual_characters, own_characters, i.comparisons AS comparisons,
    l.low AS baseline_low, l.high AS baseline_high, reason
FROM
(
    SELECT * FROM originality_inputs_history
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
) AS i
LEFT JOIN (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs)) AS l
    ON l.year = i.fiscal_year AND l.comparisons = least(i.comparisons, 256);

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
AS SELECT report_id, which, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, relation,
    -- Without a baseline at least half has to be the same.
    multiIf(p.kind != '', toString(p.kind), jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS kind, jaccard,
    l.low AS baseline_low, l.high AS baseline_high, passages, text_key, other_text_key, reading_id, other_reading_id
FROM
(
    SELECT * FROM text_pairs_history
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)) AND jaccard >= 0.3
) AS p
LEFT JOIN (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs)) AS l
    ON l.year = p.fiscal_year AND l.comparisons = least(p.comparisons, 256)
LEFT JOIN (SELECT fiscal_year AS year, comparisons, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs)) AS o
    ON o.year = p.other_fiscal_year AND o.comparisons = least(p.other_comparisons, 256);

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
    WHERE (unit, unit_digest) IN (SELECT unit, unit_digest FROM text_subjects WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)))
) AS t
ARRAY JOIN sentences AS s, arrayEnumerate(sentences) AS n;

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
FROM (SELECT report_id, which, unit_digest FROM text_subjects WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs)) AND which = 'current') AS s
INNER JOIN (SELECT report_id, which, unit_digest, places FROM text_states FINAL WHERE notEmpty(places)) AS t
    ON t.report_id = s.report_id AND t.which = s.which AND t.unit_digest = s.unit_digest
ARRAY JOIN t.places AS p;
