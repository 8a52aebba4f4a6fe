-- What pages say of a county, a region or the nation, added up by county: they read a row a county
-- and year, and not one a report.

-- How many cells of a reading are in doubt, and why it says that requests were refused: neither ever
-- changes, so both are gathered once, with the sums.
ALTER TABLE reading_sums
    ADD COLUMN IF NOT EXISTS totals     UInt32,
    ADD COLUMN IF NOT EXISTS cells      UInt32,
    ADD COLUMN IF NOT EXISTS unreadable UInt32,
    ADD COLUMN IF NOT EXISTS doubtful   UInt32,
    ADD COLUMN IF NOT EXISTS blank      UInt32,
    ADD COLUMN IF NOT EXISTS reasons    Array(Tuple(indicator String, value Nullable(Decimal(20, 6))));

ALTER TABLE agency_years_history
    ADD COLUMN IF NOT EXISTS cells      UInt32,
    ADD COLUMN IF NOT EXISTS unreadable UInt32,
    ADD COLUMN IF NOT EXISTS doubtful   UInt32,
    ADD COLUMN IF NOT EXISTS blank      UInt32,
    ADD COLUMN IF NOT EXISTS reasons    Array(Tuple(indicator String, value Nullable(Decimal(20, 6))));

CREATE TABLE IF NOT EXISTS counties_history
(
    run_id   UInt64,
    county   String,
    name     String,
    agencies UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY county
COMMENT 'the counties that have agencies, by score run';

CREATE OR REPLACE VIEW counties
(
    county   String COMMENT 'code of the county; unknown gathers agencies above counties and those whose place is not certain',
    name     String COMMENT 'its name; empty where not known',
    agencies UInt64 COMMENT 'agencies of the county and of what lies in it'
)
COMMENT 'the counties that have agencies, as of the last score run'
AS SELECT county, name, agencies FROM counties_history WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE TABLE IF NOT EXISTS county_years_history
(
    run_id                UInt64,
    level                 LowCardinality(String),
    family                LowCardinality(String),
    county                String,
    region                String,
    fiscal_year           UInt16,
    due                   UInt64,
    expected              UInt64,
    on_time               UInt64,
    late                  UInt64,
    unknown               UInt64,
    unseen                UInt64,
    not_found             UInt64,
    blocked               UInt64,
    not_published         UInt64,
    no_deadline           UInt64,
    reports               UInt64,
    part_read             UInt64,
    changed               UInt64,
    own_reports           UInt64,
    unscoped_reports      UInt64,
    errors                UInt64,
    doubts                UInt64,
    reports_with_errors   UInt64,
    checks_pass           UInt64,
    checks_fail           UInt64,
    doubtful_checks       UInt64,
    checks_vacuous        UInt64,
    checks_not_assessable UInt64,
    broken_reports        UInt64,
    cells                 UInt64,
    unreadable            UInt64,
    doubtful              UInt64,
    blank                 UInt64,
    counted               UInt64,
    own                   UInt64,
    received              Nullable(Decimal(38, 6)),
    received_known        UInt64,
    carried_in            Nullable(Decimal(38, 6)),
    carried_out           Nullable(Decimal(38, 6)),
    outcomes              Nullable(Decimal(38, 6)),
    outcomes_known        UInt64,
    granted               Nullable(Decimal(38, 6)),
    partial               Nullable(Decimal(38, 6)),
    denied                Nullable(Decimal(38, 6)),
    unable                Nullable(Decimal(38, 6)),
    not_processed         Nullable(Decimal(38, 6)),
    other                 Nullable(Decimal(38, 6)),
    rated                 UInt64,
    rated_outcomes        Nullable(Decimal(38, 6)),
    rated_given           Nullable(Decimal(38, 6)),
    aggregates            UInt64,
    aggregates_received   Nullable(Decimal(38, 6)),
    unscoped              UInt64,
    unscoped_received     Nullable(Decimal(38, 6)),
    reviews_corrected     Int64,
    reviews_decided       Int64,
    reviews_agencies      UInt64,
    suits_corrected       Int64,
    suits_decided         Int64,
    suits_agencies        UInt64,
    after_review_corrected Int64,
    after_review_decided  Int64,
    after_review_agencies UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (level, family, county, region, fiscal_year)
SETTINGS index_granularity = 256
COMMENT 'agency_years added up by county, by score run';

CREATE OR REPLACE VIEW county_years
(
    county                String                   COMMENT 'code of the county; unknown above counties and where not known',
    region                String                   COMMENT 'the first four digits of the division, or two above; empty where not known',
    level                 LowCardinality(String)   COMMENT 'all, or only agencies of this level: choose one, since a sum over both counts twice',
    family                LowCardinality(String)   COMMENT 'all, or only agencies of this kind: choose one, since a sum over both counts twice',
    fiscal_year           UInt16                   COMMENT 'the year that is reported on',
    due                   UInt64                   COMMENT 'reports that the law expects, with those of bodies for which it names no day',
    expected              UInt64                   COMMENT 'reports that the law expects by a day; the next eight columns say what became of each',
    on_time               UInt64                   COMMENT 'on time, for certain',
    late                  UInt64                   COMMENT 'late, for certain',
    unknown               UInt64                   COMMENT 'found, but neither shown to be on time nor late',
    unseen                UInt64                   COMMENT 'not found, and not walked so that this would mean anything',
    not_found             UInt64                   COMMENT 'not found though its lists were walked to their end; not the same as not published',
    blocked               UInt64                   COMMENT 'the site keeps us out',
    not_published         UInt64                   COMMENT 'not published',
    no_deadline           UInt64                   COMMENT 'found, of bodies for which the law names no day: in none of the others',
    reports               UInt64                   COMMENT 'reports that were found',
    part_read             UInt64                   COMMENT 'of them, those of which not all could be read',
    changed               UInt64                   COMMENT 'of them, those of which more than one version was seen',
    own_reports           UInt64                   COMMENT 'of them, those of own offices',
    unscoped_reports      UInt64                   COMMENT 'of them, those that do not say whose figures they count',
    errors                UInt64                   COMMENT 'findings of severity error that are the agencies\'',
    doubts                UInt64                   COMMENT 'findings of severity error that may be our reading',
    reports_with_errors   UInt64                   COMMENT 'reports with an error of the agency',
    checks_pass           UInt64                   COMMENT 'identities of the form that hold',
    checks_fail           UInt64                   COMMENT 'identities that do not hold',
    doubtful_checks       UInt64                   COMMENT 'of checks_fail, those that may be our reading',
    checks_vacuous        UInt64                   COMMENT 'identities that hold because every operand is zero or blank',
    checks_not_assessable UInt64                   COMMENT 'identities with an operand that is missing or unreadable',
    broken_reports        UInt64                   COMMENT 'reports with an identity that does not hold, for certain',
    cells                 UInt64                   COMMENT 'figures that are printed on the forms',
    unreadable            UInt64                   COMMENT 'of them, those that could not be read',
    doubtful              UInt64                   COMMENT 'of them, those read with less than full confidence',
    blank                 UInt64                   COMMENT 'of them, those that are printed blank',
    counted               UInt64                   COMMENT 'reports that print totals of some kind: what follows is of them',
    own                   UInt64                   COMMENT 'of them, those of own offices: what follows is of them, as far as cells are known, and NULL where none is',
    received              Nullable(Decimal(38, 6)) COMMENT 'requests received in the year',
    received_known        UInt64                   COMMENT 'reports that print received',
    carried_in            Nullable(Decimal(38, 6)) COMMENT 'requests carried in from the year before',
    carried_out           Nullable(Decimal(38, 6)) COMMENT 'requests carried over to the next year',
    outcomes              Nullable(Decimal(38, 6)) COMMENT 'requests decided',
    outcomes_known        UInt64                   COMMENT 'reports that print outcomes; the next six columns are of them',
    granted               Nullable(Decimal(38, 6)) COMMENT 'requests granted',
    partial               Nullable(Decimal(38, 6)) COMMENT 'requests granted in part',
    denied                Nullable(Decimal(38, 6)) COMMENT 'requests denied',
    unable                Nullable(Decimal(38, 6)) COMMENT 'unable to provide',
    not_processed         Nullable(Decimal(38, 6)) COMMENT 'requests not processed',
    other                 Nullable(Decimal(38, 6)) COMMENT 'other outcomes',
    rated                 UInt64                   COMMENT 'reports that print outcomes, granted and partial: a share needs its parts and its whole from the same reports',
    rated_outcomes        Nullable(Decimal(38, 6)) COMMENT 'outcomes of the rated reports',
    rated_given           Nullable(Decimal(38, 6)) COMMENT 'granted and granted in part of the rated reports',
    aggregates            UInt64                   COMMENT 'reports of governments that count their departments: never add them to own offices',
    aggregates_received   Nullable(Decimal(38, 6)) COMMENT 'requests received, of the aggregates',
    unscoped              UInt64                   COMMENT 'reports that print totals and do not say whose',
    unscoped_received     Nullable(Decimal(38, 6)) COMMENT 'requests received, of those that do not say whose',
    reviews_corrected     Int64                    COMMENT 'reviews that were corrected, of own offices with certain cells',
    reviews_decided       Int64                    COMMENT 'reviews that were decided: upheld or corrected',
    reviews_agencies      UInt64                   COMMENT 'agencies with such a decision',
    suits_corrected       Int64                    COMMENT 'suits that were corrected, of own offices with certain cells',
    suits_decided         Int64                    COMMENT 'suits that were decided: upheld or corrected',
    suits_agencies        UInt64                   COMMENT 'agencies with such a decision',
    after_review_corrected Int64                    COMMENT 'suits after a review that were corrected, of own offices with certain cells',
    after_review_decided  Int64                    COMMENT 'suits after a review that were decided: upheld or corrected',
    after_review_agencies UInt64                   COMMENT 'agencies with such a decision'
)
COMMENT 'what was expected, found and counted of the agencies of a county and year, as of the last score run: of all of them (level and family are all), of each level, each kind and both'
AS SELECT county, region, level, family, fiscal_year, due, expected, on_time, late, unknown, unseen, not_found, blocked, not_published, no_deadline,
    reports, part_read, changed, own_reports, unscoped_reports, errors, doubts, reports_with_errors,
    checks_pass, checks_fail, doubtful_checks, checks_vacuous, checks_not_assessable, broken_reports, cells, unreadable, doubtful, blank,
    counted, own, received, received_known, carried_in, carried_out, outcomes, outcomes_known, granted, partial, denied, unable, not_processed, other,
    rated, rated_outcomes, rated_given, aggregates, aggregates_received, unscoped, unscoped_received,
    reviews_corrected, reviews_decided, reviews_agencies, suits_corrected, suits_decided, suits_agencies, after_review_corrected, after_review_decided, after_review_agencies
FROM county_years_history
WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE TABLE IF NOT EXISTS county_reasons_history
(
    run_id      UInt64,
    county      String,
    region      String,
    fiscal_year UInt16,
    form        LowCardinality(String),
    indicator   LowCardinality(String),
    value       Nullable(Decimal(38, 6)),
    known       UInt64,
    reports     UInt64,
    rated       Nullable(Decimal(38, 6)),
    outcomes    Nullable(Decimal(38, 6))
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (county, region, fiscal_year, form, indicator)
SETTINGS index_granularity = 1024
COMMENT 'why requests were not granted, added up by county, by score run';

CREATE OR REPLACE VIEW county_reasons
(
    county      String                   COMMENT 'code of the county; unknown above counties and where not known',
    region      String                   COMMENT 'the first four digits of the division, or two above; empty where not known',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    form        LowCardinality(String)   COMMENT 'form of the reports: reasons of the 2014 table were counted otherwise',
    indicator   LowCardinality(String)   COMMENT 'the reason, in the column of all applicants: indicators',
    value       Nullable(Decimal(38, 6)) COMMENT 'requests, over the reports of own offices that print the reason; NULL where none does',
    known       UInt64                   COMMENT 'reports that print the reason; a blank is not known, and never 0',
    reports     UInt64                   COMMENT 'reports on which the reason stands, printed or blank',
    rated       Nullable(Decimal(38, 6)) COMMENT 'of value, what reports say that also print their total',
    outcomes    Nullable(Decimal(38, 6)) COMMENT 'the totals of the reports that print the reason'
)
COMMENT 'why requests were not granted, by county and year, as of the last score run; own offices only'
AS SELECT county, region, fiscal_year, form, indicator, value, known, reports, rated, outcomes
FROM county_reasons_history
WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE TABLE IF NOT EXISTS county_rates_history
(
    run_id      UInt64,
    county      String,
    region      String,
    fiscal_year UInt16,
    rate        LowCardinality(String),
    x           Int64,
    n           Int64,
    agencies    UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (fiscal_year, rate, county, region)
SETTINGS index_granularity = 1024
COMMENT 'shares added up by county, by score run';

CREATE OR REPLACE VIEW county_rates
(
    county      String                 COMMENT 'code of the county; unknown above counties and where not known',
    region      String                 COMMENT 'the first four digits of the division, or two above; empty where not known',
    fiscal_year UInt16                 COMMENT 'the year that is reported on',
    rate        LowCardinality(String) COMMENT 'name of the share: rate_terms',
    x           Int64                  COMMENT 'cases that are counted, of all agencies that have the share',
    n           Int64                  COMMENT 'cases that could have been counted',
    agencies    UInt64                 COMMENT 'agencies that have the share; own offices only'
)
COMMENT 'the cases of the agencies of a county together, by share and year, as of the last score run'
AS SELECT county, region, fiscal_year, rate, x, n, agencies
FROM county_rates_history
WHERE run_id = (SELECT max(run_id) FROM score_runs);
