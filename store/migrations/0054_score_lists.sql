-- What lists of scores and pages that set an agency beside its peers ask for, in the order in which they ask: a score run
-- writes it from its scores, shares and agency_years, and pages add up no nation.

CREATE TABLE IF NOT EXISTS score_years_history
(
    run_id              UInt64,
    unit_hash           UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]),
    which               LowCardinality(String),
    fiscal_year         UInt16,
    agency_id           String,
    method_version      UInt32,
    present             UInt8 COMMENT 'dimensions that have a row, in the order of the columns: 1, 2, 4 and 8',
    timeliness          Nullable(Float64),
    timeliness_low      Nullable(Float64),
    timeliness_high     Nullable(Float64),
    timeliness_band     LowCardinality(Nullable(String)),
    timeliness_reason   LowCardinality(String),
    completeness        Nullable(Float64),
    completeness_low    Nullable(Float64),
    completeness_high   Nullable(Float64),
    completeness_band   LowCardinality(Nullable(String)),
    completeness_reason LowCardinality(String),
    consistency         Nullable(Float64),
    consistency_low     Nullable(Float64),
    consistency_high    Nullable(Float64),
    consistency_band    LowCardinality(Nullable(String)),
    consistency_reason  LowCardinality(String),
    legal               Nullable(Float64),
    legal_low           Nullable(Float64),
    legal_high          Nullable(Float64),
    legal_band          LowCardinality(Nullable(String)),
    legal_reason        LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (which, fiscal_year, agency_id)
COMMENT 'the dimensions of an agency-year that have values, in one row, by score run';

CREATE TABLE IF NOT EXISTS attention_history
(
    run_id        UInt64,
    unit_hash     UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]),
    fiscal_year   UInt16 COMMENT 'the last of the three that are looked at',
    county        String,
    division_code String,
    level         LowCardinality(String),
    family        LowCardinality(String),
    agency_id     String,
    years         UInt8,
    topics        UInt8,
    reasons       UInt16,
    newest        UInt16 COMMENT 'the last fiscal year that has a reason'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (fiscal_year, county, agency_id)
COMMENT 'how much stands on record of an agency over three fiscal years, by score run: those of which anything does';

CREATE TABLE IF NOT EXISTS peers_history
(
    run_id      UInt64,
    fiscal_year UInt16,
    dimension   LowCardinality(String),
    peer_group  String,
    peers       Array(Float64),
    peers_count Int64,
    median      Float64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (fiscal_year, dimension, peer_group)
SETTINGS index_granularity = 256
COMMENT 'the values of each peer group in a fiscal year, in order, by score run; of very many every n-th';

CREATE TABLE IF NOT EXISTS rate_groups_history
(
    run_id      UInt64,
    fiscal_year UInt16,
    rate        LowCardinality(String),
    peer_group  String,
    agencies    UInt64,
    median      Float64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (fiscal_year, rate, peer_group)
SETTINGS index_granularity = 1024
COMMENT 'how many agencies of each peer group have a share in a fiscal year, and the median of theirs, by score run';

-- The runs so far. What a migration that was cut off wrote is written again.
TRUNCATE TABLE score_years_history;
TRUNCATE TABLE attention_history;
TRUNCATE TABLE peers_history;
TRUNCATE TABLE rate_groups_history;

INSERT INTO score_years_history (run_id, which, fiscal_year, agency_id, method_version, present,
    timeliness, timeliness_low, timeliness_high, timeliness_band, timeliness_reason,
    completeness, completeness_low, completeness_high, completeness_band, completeness_reason,
    consistency, consistency_low, consistency_high, consistency_band, consistency_reason,
    legal, legal_low, legal_high, legal_band, legal_reason)
SELECT run_id, which, fiscal_year, agency_id, max(method_version), groupBitOr(transform(toString(dimension), ['timeliness', 'completeness', 'consistency', 'legal'], [1, 2, 4, 8], 0)),
    anyIf(value, dimension = 'timeliness'), anyIf(low, dimension = 'timeliness'), anyIf(high, dimension = 'timeliness'), anyIf(band, dimension = 'timeliness'), anyIf(reason, dimension = 'timeliness'),
    anyIf(value, dimension = 'completeness'), anyIf(low, dimension = 'completeness'), anyIf(high, dimension = 'completeness'), anyIf(band, dimension = 'completeness'), anyIf(reason, dimension = 'completeness'),
    anyIf(value, dimension = 'consistency'), anyIf(low, dimension = 'consistency'), anyIf(high, dimension = 'consistency'), anyIf(band, dimension = 'consistency'), anyIf(reason, dimension = 'consistency'),
    anyIf(value, dimension = 'legal'), anyIf(low, dimension = 'legal'), anyIf(high, dimension = 'legal'), anyIf(band, dimension = 'legal'), anyIf(reason, dimension = 'legal')
FROM scores_history
WHERE dimension IN ('timeliness', 'completeness', 'consistency', 'legal') AND run_id IN (SELECT made_in FROM score_parts)
GROUP BY run_id, which, fiscal_year, agency_id;

INSERT INTO attention_history (run_id, fiscal_year, county, division_code, level, family, agency_id, years, topics, reasons, newest)
WITH
banded AS
(
    SELECT run_id, agency_id, fiscal_year, ifNull(timeliness_band IN ('D', 'E'), 0) AS t, ifNull(completeness_band IN ('D', 'E'), 0) AS c, ifNull(consistency_band IN ('D', 'E'), 0) AS k, ifNull(legal_band IN ('D', 'E'), 0) AS l
    FROM score_years_history
    WHERE which = 'current' AND t + c + k + l > 0
),
marked AS
(
    SELECT y.run_id AS run, y.agency_id AS agency_id, y.fiscal_year AS year, y.county AS county, y.division_code AS division_code, y.level AS level, y.family AS family,
        y.status IN ('late', 'not_found') AS late, y.errors > 0 AS broken, late + broken + b.t + b.c + b.k + b.l AS reasons, (late OR b.t) + (broken OR b.k) + b.c + b.l AS topics
    FROM agency_years_history AS y
    LEFT JOIN banded AS b ON b.run_id = y.run_id AND b.agency_id = y.agency_id AND b.fiscal_year = y.fiscal_year
    WHERE y.status IN ('late', 'not_found') OR y.errors > 0 OR b.t + b.c + b.k + b.l > 0
)
SELECT run, last, any(m.county), any(m.division_code), any(m.level), any(m.family), agency_id, count(), sum(m.topics), sum(m.reasons), max(year)
FROM marked AS m
ARRAY JOIN [year, year + 1, year + 2] AS last
GROUP BY run, last, agency_id;

INSERT INTO peers_history (run_id, fiscal_year, dimension, peer_group, peers, peers_count, median)
SELECT (SELECT max(run_id) FROM score_runs), fiscal_year, dimension, peer_group, arrayFilter((v, i) -> i % (intDiv(length(whole), 120) + 1) = 0, whole, arrayEnumerate(whole)), length(whole), arrayReduce('quantileExactInclusive(0.5)', whole)
FROM
(
    SELECT fiscal_year, dimension, peer_group, arraySort(groupArray(assumeNotNull(value))) AS whole
    FROM scores_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND which = 'current' AND value IS NOT NULL AND peer_group != ''
    GROUP BY fiscal_year, dimension, peer_group
);

INSERT INTO rate_groups_history (run_id, fiscal_year, rate, peer_group, agencies, median)
SELECT (SELECT max(run_id) FROM score_runs), fiscal_year, rate, peer_group, count(), quantileExactInclusive(0.5)(x / n)
FROM rates_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND which = 'current'
GROUP BY fiscal_year, rate, peer_group;
