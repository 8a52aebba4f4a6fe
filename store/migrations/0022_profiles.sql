-- Profiles of agency-years, and the rates they rest on. A run writes subjects, keys, peer groups
-- and estimates as steps of its own and its scores and rates from them; readers see the newest
-- finished run, whole.

CREATE TABLE IF NOT EXISTS profile_subjects
(
    run_id              UInt64,
    report_id           String,
    reading_id          String,
    agency_id           String,
    fiscal_year         UInt16,
    which               LowCardinality(String) COMMENT 'current; first only where the first version is another one',
    form                LowCardinality(String),
    level               LowCardinality(String),
    family              LowCardinality(String),
    scope               LowCardinality(String),
    outcome             LowCardinality(String),
    days_late_low       Nullable(Int32),
    days_late_high      Nullable(Int32),
    has_deadline        UInt8,
    versions            UInt32,
    changed             UInt8 COMMENT '1: measured by this run; 0: taken over from the run before'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (report_id, reading_id, which)
COMMENT 'what one run measures: a step of it';

CREATE TABLE IF NOT EXISTS profile_keys
(
    run_id       UInt64,
    agency_id    String,
    fiscal_year  UInt16,
    which        LowCardinality(String),
    measure      LowCardinality(String),
    form         LowCardinality(String),
    level        LowCardinality(String),
    family       LowCardinality(String),
    scope        LowCardinality(String),
    a            Int64,
    b            Int64,
    c            Int64,
    reason       LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (measure, agency_id, fiscal_year, which)
COMMENT 'the facts behind each measure of an agency-year, as three whole numbers: a step of a run';

CREATE TABLE IF NOT EXISTS peer_groups_history
(
    run_id        UInt64,
    measure       LowCardinality(String),
    peer_group    String,
    agencies      UInt64,
    agency_years  UInt64,
    x             Int64,
    n             Int64,
    theta         Float64,
    rho           Float64,
    phi           Float64,
    dispersed     UInt8,
    median        Float64,
    margin        Float64,
    cuts          Array(Float64),
    cuts_above    Array(UInt8)
)
ENGINE = ReplacingMergeTree
PARTITION BY run_id
ORDER BY (measure, peer_group);

CREATE TABLE IF NOT EXISTS peer_estimates
(
    run_id        UInt64,
    measure       LowCardinality(String),
    form          LowCardinality(String),
    level         LowCardinality(String),
    family        LowCardinality(String),
    scope         LowCardinality(String),
    fiscal_year   UInt16,
    a             Int64,
    b             Int64,
    c             Int64,
    peer_group    String,
    value         Nullable(Float64),
    low           Nullable(Float64),
    high          Nullable(Float64),
    low95         Nullable(Float64),
    high95        Nullable(Float64),
    band          LowCardinality(Nullable(String)),
    reason        LowCardinality(String),
    detail        Array(String),
    wilson_low    Float64,
    wilson_high   Float64,
    theta         Nullable(Float64),
    limit_low95   Nullable(Float64),
    limit_high95  Nullable(Float64),
    limit_low998  Nullable(Float64),
    limit_high998 Nullable(Float64),
    phi           Nullable(Float64),
    dispersed     UInt8,
    flag          LowCardinality(String),
    p             Nullable(Float64),
    q             Nullable(Float64),
    reports       UInt64 COMMENT 'agency-years that had these facts in the run that measured the peers'
)
ENGINE = ReplacingMergeTree
PARTITION BY run_id
ORDER BY (measure, form, level, family, scope, fiscal_year, a, b, c)
COMMENT 'what the facts of a measure amount to among their peers: a step of a run';

CREATE TABLE IF NOT EXISTS scores_history
(
    run_id         UInt64,
    agency_id      String,
    fiscal_year    UInt16,
    dimension      LowCardinality(String),
    which          LowCardinality(String),
    value          Nullable(Float64),
    low            Nullable(Float64),
    high           Nullable(Float64),
    band           LowCardinality(Nullable(String)),
    peer_group     String,
    reason         LowCardinality(String),
    method_version UInt32,
    prior_version  UInt64,
    low95          Nullable(Float64),
    high95         Nullable(Float64),
    detail         Array(String)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (agency_id, fiscal_year, dimension, which);

CREATE TABLE IF NOT EXISTS rates_history
(
    run_id        UInt64,
    agency_id     String,
    fiscal_year   UInt16,
    rate          LowCardinality(String),
    which         LowCardinality(String),
    x             Int64,
    n             Int64,
    wilson_low    Float64,
    wilson_high   Float64,
    peer_group    String,
    theta         Nullable(Float64),
    limit_low95   Nullable(Float64),
    limit_high95  Nullable(Float64),
    limit_low998  Nullable(Float64),
    limit_high998 Nullable(Float64),
    phi           Nullable(Float64),
    dispersed     UInt8,
    flag          LowCardinality(String),
    p             Nullable(Float64),
    q             Nullable(Float64),
    prior_version UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (rate, agency_id, fiscal_year, which);

CREATE TABLE IF NOT EXISTS profile_runs
(
    run_id         UInt64,
    prior_version  UInt64 COMMENT 'run whose peers this one compared with; itself where it measured all',
    method_version UInt32,
    agency_years   UInt64,
    changed        UInt64 COMMENT 'agency-years that were measured anew'
)
ENGINE = ReplacingMergeTree
ORDER BY run_id
COMMENT 'how each run of the scores came by its profiles';

-- The table of the same name was never written to.
DROP TABLE IF EXISTS scores;

CREATE OR REPLACE VIEW scores
(
    agency_id      String                           COMMENT 'the agency: agencies',
    fiscal_year    UInt16                           COMMENT 'the year that is reported on',
    dimension      LowCardinality(String)           COMMENT 'timeliness, completeness, consistency, handling, legal, proactive or originality; handling, proactive and originality are context and have no value: see rates',
    which          LowCardinality(String)           COMMENT 'first or current: the version of the report that was measured; both rows are there, also where there is one version or none',
    value          Nullable(Float64)                COMMENT '0 to 1, more is better; NULL where nothing can be said, see reason',
    low            Nullable(Float64)                COMMENT '0 to 1: lower end of what is possible (timeliness, completeness) or of the 80 % interval (consistency, legal)',
    high           Nullable(Float64)                COMMENT '0 to 1: upper end of the same',
    band           LowCardinality(Nullable(String)) COMMENT 'A to E within the peer group; NULL where the interval reaches over more than one band: not distinguishable. Agencies of different bands never have overlapping intervals',
    peer_group     String                           COMMENT 'form|level|family|scope|years of the agencies compared with, * where all; empty where there are too few: peer_groups',
    reason         LowCardinality(String)           COMMENT 'why there is no value; empty where there is one',
    method_version UInt32                           COMMENT 'version of the method: doc/method.md',
    prior_version  UInt64                           COMMENT 'run whose peers it was compared with: peer_groups',
    low95          Nullable(Float64)                COMMENT '0 to 1: lower end of the 95 % interval (consistency, legal), else as low',
    high95         Nullable(Float64)                COMMENT '0 to 1: upper end of the same',
    detail         Array(String)                    COMMENT 'of completeness: absent:ITEM and unknown:ITEM; of consistency and legal: x=N and n=N, the counts that it rests on; of timeliness: days_late_low=N and days_late_high=N'
)
COMMENT 'one dimension of one agency-year, for the first and the current version; as of the newest score run'
AS SELECT agency_id, fiscal_year, dimension, which, value, low, high, band, peer_group, reason, method_version, prior_version, low95, high95, detail
FROM scores_history
WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE OR REPLACE VIEW rates
(
    agency_id     String                 COMMENT 'the agency: agencies',
    fiscal_year   UInt16                 COMMENT 'the year that is reported on',
    rate          LowCardinality(String) COMMENT 'what is counted: a name of rate_terms; corrected and cells_wrong are what the dimensions legal and consistency rest on',
    x             Int64                  COMMENT 'cases counted, in the unit of the indicators',
    n             Int64                  COMMENT 'cases that could have been counted; above 0',
    wilson_low    Float64                COMMENT '0 to 1: lower end of the 95 % Wilson interval of x/n',
    wilson_high   Float64                COMMENT '0 to 1: upper end of the same',
    peer_group    String                 COMMENT 'form|level|family|scope|years of the agencies compared with, * where all; empty where there are too few',
    theta         Nullable(Float64)      COMMENT '0 to 1: x/n of all peers together, the centre of the funnel; NULL where there are too few peers',
    limit_low95   Nullable(Float64)      COMMENT '0 to 1: lower 95 % limit of the funnel at n, exact binomial, widened by the square root of phi where dispersed',
    limit_high95  Nullable(Float64)      COMMENT '0 to 1: upper 95 % limit',
    limit_low998  Nullable(Float64)      COMMENT '0 to 1: lower 99.8 % limit',
    limit_high998 Nullable(Float64)      COMMENT '0 to 1: upper 99.8 % limit',
    phi           Nullable(Float64)      COMMENT 'dispersion of the peers after winsorising 10 %; about 1 where chance explains it',
    dispersed     UInt8                  COMMENT '1: the peers differ more than chance makes them, phi > 1 + 2*sqrt(2/I)',
    flag          LowCardinality(String) COMMENT 'inside, low_95, high_95, low_998 or high_998: where x/n lies; empty where there are too few peers. Neither side is good or bad by itself',
    p             Nullable(Float64)      COMMENT 'two-sided probability of being this far from theta by chance',
    q             Nullable(Float64)      COMMENT 'the same for one who looks through all rates of the year: rate of false discoveries, Benjamini and Hochberg',
    prior_version UInt64                 COMMENT 'run whose peers it was compared with: peer_groups'
)
COMMENT 'one share of one agency-year with its interval and its place in the funnel plot of its peers; of the current version; context, not merit'
AS SELECT agency_id, fiscal_year, rate, x, n, wilson_low, wilson_high, peer_group, theta, limit_low95, limit_high95, limit_low998, limit_high998,
    phi, dispersed, flag, p, q, prior_version
FROM rates_history
WHERE run_id = (SELECT max(run_id) FROM score_runs) AND which = 'current';

CREATE OR REPLACE VIEW peer_groups
(
    prior_version UInt64                 COMMENT 'run that measured the group; scores and rates name it',
    measure       LowCardinality(String) COMMENT 'a rate of rates, or timeliness or completeness',
    peer_group    String                 COMMENT 'form|level|family|scope|years; * where all families or levels are together since there are too few of one',
    agencies      UInt64                 COMMENT 'agencies with the measure in the fullest of the years: at least so many are in the group',
    agency_years  UInt64                 COMMENT 'agency-years with the measure, n above 0',
    x             Int64                  COMMENT 'cases counted, all together; 0 of timeliness and completeness',
    n             Int64                  COMMENT 'cases that could have been counted, all together',
    theta         Float64                COMMENT 'x/n',
    rho           Float64                COMMENT '0 to 1: share of the variance that lies between agencies, by moments; 0 also where that is chance',
    phi           Float64                COMMENT 'dispersion after winsorising 10 %',
    dispersed     UInt8                  COMMENT '1: phi is above 1 + 2*sqrt(2/I)',
    median        Float64                COMMENT 'median of the values that are banded: 0 to 1, more is better',
    margin        Float64                COMMENT 'values this near to the median count as the median',
    cuts          Array(Float64)         COMMENT 'where bands D, C, B and A begin; empty where none are given',
    cuts_above    Array(UInt8)           COMMENT '1: the band begins only above that value'
)
COMMENT 'what a group of peers says of a measure: the prior of its members'
AS SELECT run_id AS prior_version, measure, peer_group, agencies, agency_years, x, n, theta, rho, phi, dispersed, median, margin, cuts, cuts_above
FROM peer_groups_history FINAL;

CREATE TABLE IF NOT EXISTS rate_terms_history
(
    method_version UInt32,
    rate           String,
    form           LowCardinality(String),
    part           LowCardinality(String),
    indicator      String,
    rule           String,
    label_zh       String,
    label_en       String
)
ENGINE = ReplacingMergeTree
ORDER BY (method_version, rate, form, part, indicator);

CREATE OR REPLACE VIEW rate_terms
(
    rate      String                 COMMENT 'name of the share: rates',
    form      LowCardinality(String) COMMENT '2014, 2019 or 2021',
    part      LowCardinality(String) COMMENT 'x: its indicators are added up to what is counted; n: to what could have been counted',
    indicator String                 COMMENT 'name in the catalogue: indicators; of table 3 the column total',
    rule      String                 COMMENT 'identity that has to hold in the report for the share to be given: rules; empty where there is none',
    label_zh  String                 COMMENT 'what the share is, in Chinese',
    label_en  String                 COMMENT 'what the share is, in English'
)
COMMENT 'of which figures each share consists; corrected adds up corrected_reviews and corrected_suits of three years, cells_wrong comes from the checks'
AS SELECT rate, form, part, indicator, rule, label_zh, label_en
FROM rate_terms_history FINAL
WHERE method_version = (SELECT max(method_version) FROM rate_terms_history) AND NOT startsWith(rate, '=');

-- What the checks within a report find, where the program that read it knows them.
ALTER TABLE readings
    ADD COLUMN IF NOT EXISTS cells_checked UInt32 COMMENT 'printed cells that take part in an identity that is not vacuous',
    ADD COLUMN IF NOT EXISTS cells_wrong Nullable(UInt32) COMMENT 'least number of printed cells that would have to change for all identities to close; NULL where that cannot be said';
