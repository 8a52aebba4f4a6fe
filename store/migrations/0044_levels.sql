-- Why requests were refused, by level of agencies too, and the shares of a county by level and kind. Those of all
-- agencies together stay where they are; runs of before have no others. Why those of a kind were refused is in their rows
-- of agency_years: few are asked for, and by county nearly as many would stand here.

CREATE TABLE IF NOT EXISTS level_reasons_history
(
    run_id      UInt64,
    unit        String,
    unit_hash   UInt64 MATERIALIZED cityHash64(unit),
    level       LowCardinality(String),
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
ORDER BY (level, county, region, fiscal_year, form, indicator)
SETTINGS index_granularity = 1024
COMMENT 'why requests were not granted, added up by county and level of agencies, by score run';

CREATE TABLE IF NOT EXISTS body_rates_history
(
    run_id      UInt64,
    unit        String,
    unit_hash   UInt64 MATERIALIZED cityHash64(unit),
    level       LowCardinality(String),
    family      LowCardinality(String),
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
ORDER BY (level, family, fiscal_year, rate, county, region)
SETTINGS index_granularity = 1024
COMMENT 'shares added up by county, level and kind of agencies, by score run';

CREATE OR REPLACE VIEW county_reasons
(
    county      String                   COMMENT 'code of the county; unknown above counties and where not known',
    region      String                   COMMENT 'the first four digits of the division, or two above; empty where not known',
    level       LowCardinality(String)   COMMENT 'all, or only agencies of this level: choose one, since a sum over both counts twice',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    form        LowCardinality(String)   COMMENT 'form of the reports: reasons of the 2014 table were counted otherwise',
    indicator   LowCardinality(String)   COMMENT 'the reason, in the column of all applicants: indicators',
    value       Nullable(Decimal(38, 6)) COMMENT 'requests, over the reports of own offices that print the reason; NULL where none does',
    known       UInt64                   COMMENT 'reports that print the reason; a blank is not known, and never 0',
    reports     UInt64                   COMMENT 'reports on which the reason stands, printed or blank',
    rated       Nullable(Decimal(38, 6)) COMMENT 'of value, what reports say that also print their total',
    outcomes    Nullable(Decimal(38, 6)) COMMENT 'the totals of the reports that print the reason'
)
COMMENT 'why requests were not granted, by county and year, as of the last score run; own offices only: of all of them (level is all), and of each level'
AS SELECT county, region, toLowCardinality('all') AS level, fiscal_year, form, indicator, value, known, reports, rated, outcomes
FROM county_reasons_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
UNION ALL
SELECT county, region, level, fiscal_year, form, indicator, value, known, reports, rated, outcomes
FROM level_reasons_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

CREATE OR REPLACE VIEW county_rates
(
    county      String                 COMMENT 'code of the county; unknown above counties and where not known',
    region      String                 COMMENT 'the first four digits of the division, or two above; empty where not known',
    level       LowCardinality(String) COMMENT 'all, or only agencies of this level: choose one, since a sum over both counts twice',
    family      LowCardinality(String) COMMENT 'all, or only agencies of this kind: choose one, since a sum over both counts twice',
    fiscal_year UInt16                 COMMENT 'the year that is reported on',
    rate        LowCardinality(String) COMMENT 'name of the share: rate_terms',
    x           Int64                  COMMENT 'cases that are counted, of all agencies that have the share',
    n           Int64                  COMMENT 'cases that could have been counted',
    agencies    UInt64                 COMMENT 'agencies that have the share; own offices only'
)
COMMENT 'the cases of the agencies of a county together, by share and year, as of the last score run: of all of them (level and family are all), of each level, each kind and both'
AS SELECT county, region, toLowCardinality('all') AS level, toLowCardinality('all') AS family, fiscal_year, rate, x, n, agencies
FROM county_rates_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
UNION ALL
SELECT county, region, level, family, fiscal_year, rate, x, n, agencies
FROM body_rates_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));
