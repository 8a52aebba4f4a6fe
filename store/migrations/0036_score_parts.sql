-- A score run writes again only the divisions of which something is new; of the others the rows of an
-- earlier run stay where they are, and score_parts says of which run.

CREATE TABLE IF NOT EXISTS score_parts
(
    run_id      UInt64,
    unit        String COMMENT 'code of the division, with which the names of its agencies and reports begin; unresolved: agencies whose name is not certain',
    size        UInt64 COMMENT 'years in which its agencies may have reported, about: what bounds a slice',
    fingerprint UInt64 COMMENT 'of its reports, their versions, its agencies and the method',
    made_in     UInt64 COMMENT 'the run under whose number its rows stand',
    unit_hash   UInt64 MATERIALIZED cityHash64(unit)
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY unit
COMMENT 'which rows a score run consists of';

ALTER TABLE expected_reports_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE findings_across ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE checks_across_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE profile_subjects ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE profile_keys ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE scores_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE rates_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE agency_years_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE changes_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE rewordings_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(splitByChar('-', agency_id)[1]);
ALTER TABLE government_ratios_history ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(unit);
ALTER TABLE county_years_history ADD COLUMN IF NOT EXISTS unit String, ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(unit);
ALTER TABLE county_reasons_history ADD COLUMN IF NOT EXISTS unit String, ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(unit);
ALTER TABLE county_rates_history ADD COLUMN IF NOT EXISTS unit String, ADD COLUMN IF NOT EXISTS unit_hash UInt64 MATERIALIZED cityHash64(unit);

-- Versions are compared division by division.
ALTER TABLE changes_history DROP COLUMN IF EXISTS made_of;
ALTER TABLE rewordings_history DROP COLUMN IF EXISTS made_of;

-- The runs so far stand whole under their own numbers; rows by county had no division.
INSERT INTO score_parts (run_id, unit, made_in)
SELECT run_id, unit, run_id
FROM
(
    SELECT run_id, splitByChar('-', agency_id)[1] AS unit FROM agency_years_history
    UNION DISTINCT
    SELECT run_id, splitByChar('-', agency_id)[1] FROM expected_reports_history
    UNION DISTINCT
    SELECT run_id, '' FROM score_runs
)
WHERE run_id IN (SELECT run_id FROM score_runs);

CREATE OR REPLACE VIEW expected_reports
(
    agency_id         String                 COMMENT 'the agency',
    fiscal_year       UInt16                 COMMENT 'the year that is to be reported on',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on',
    status            LowCardinality(String) COMMENT 'on_time, late, not_found, not_published, blocked or unknown',
    report_id         Nullable(String)       COMMENT 'the report; NULL where none was found',
    days_late_low     Nullable(Int32)        COMMENT 'days, signed; as in reports',
    days_late_high    Nullable(Int32)        COMMENT 'days, signed; as in reports',
    reason            LowCardinality(String) COMMENT 'what the status rests on',
    deadline_adjusted Nullable(Date)         COMMENT 'deadline, moved to the next working day'
)
COMMENT 'a report that the law expects, and what became of it; as of the newest score run'
AS SELECT agency_id, fiscal_year, deadline, deadline_basis, status, report_id, days_late_low, days_late_high, reason, deadline_adjusted
FROM expected_reports_history
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

CREATE OR REPLACE VIEW findings
(
    report_id   String                   COMMENT 'the report: agency_id and fiscal year',
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    rule        LowCardinality(String)   COMMENT 'code of the rule: rules',
    severity    LowCardinality(String)   COMMENT 'error, warning or info',
    blame       LowCardinality(String)   COMMENT 'agency, parser or unclear: whose error it is; agency only where every cell was read with full confidence',
    message     String                   COMMENT 'what is printed and what was expected, in Chinese',
    expected    Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    actual      Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    indicator   LowCardinality(String)   COMMENT 'the figure that the rule speaks of; empty where it speaks of none',
    applicant   LowCardinality(String)   COMMENT 'its column of table 3',
    operands    String                   COMMENT 'JSON: the figures that took part, with sign, value and state',
    reading_id  String                   COMMENT 'the reading that it was found in'
)
COMMENT 'one broken rule or doubt of a current report'
AS SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM reading_findings
WHERE cityHash64(reading_id) IN current_readings
UNION ALL
-- Between two years: shown only while both reports still are what was compared.
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM findings_across
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))
    AND cityHash64(reading_id) IN current_readings AND cityHash64(previous_reading_id) IN current_readings;

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
    reasons        Array(LowCardinality(String)) COMMENT 'why checks are not assessable: no_previous_report, not_on_form, unknown_value, scope (one counts its own office, the other all offices), lineage (merged, split or founded between the two years), too_few_reports'
)
COMMENT 'what was checked between years and agencies, also where nothing was found; as of the newest score run'
AS SELECT report_id, agency_id, fiscal_year, r.rule AS rule, r.pass AS pass, r.fail AS fail, r.vacuous AS vacuous, r.not_assessable AS not_assessable, r.reasons AS reasons
FROM (SELECT report_id, reading_id, agency_id, fiscal_year, results FROM checks_across_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))) AS c
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id)
ARRAY JOIN results AS r;

CREATE OR REPLACE VIEW government_ratios
(
    division_code String                   COMMENT 'GB/T 2260 of the county',
    fiscal_year   UInt16                   COMMENT 'the year that is reported on',
    indicator     LowCardinality(String)   COMMENT 'requests_new (its total) or requests_received: indicators',
    report_id     String                   COMMENT 'the report of the government',
    scope         LowCardinality(String)   COMMENT 'own_office, government_aggregate or unknown: whose figures the government says it counts',
    government    Nullable(Decimal(20, 6)) COMMENT '件: what the report of the government says; NULL where not known',
    parts         Nullable(Decimal(20, 6)) COMMENT '件: sum of what the reports of its departments and townships say, as far as known; NULL where none is',
    parts_known   UInt32                   COMMENT 'reports in that sum',
    parts_reports UInt32                   COMMENT 'reports of departments and townships of the year',
    ratio         Nullable(Float64)        COMMENT 'government divided by parts; NULL where parts is 0 or not known. Never add the two: what an aggregate counts is in its parts'
)
COMMENT 'R701: the report of a county government beside those of its departments and townships; for information'
AS SELECT unit AS division_code, fiscal_year, indicator, report_id, scope, government, parts, parts_known, parts_reports,
    toFloat64(government) / nullIf(toFloat64(parts), 0) AS ratio
FROM (SELECT * FROM government_ratios_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))) AS g
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id);

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
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

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
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND which = 'current';

CREATE OR REPLACE VIEW agency_years
(
    agency_id             String                   COMMENT 'the agency',
    fiscal_year           UInt16                   COMMENT 'the year that is reported on',
    name                  String                   COMMENT 'name of the agency',
    county                String                   COMMENT 'code of the county; unknown above counties and where not known',
    seat                  UInt8                    COMMENT 'order of agencies within a county: its office first, townships last',
    division_code         String                   COMMENT 'GB/T 2260; empty where not known',
    family                LowCardinality(String)   COMMENT 'kind of agency; empty where not known',
    level                 LowCardinality(String)   COMMENT 'province, prefecture, county or township; empty where not known',
    status                LowCardinality(String)   COMMENT 'on_time, late, not_found, not_published, blocked or unknown, as in expected_reports; not_expected: a report was found that no law was known to ask for',
    reason                LowCardinality(String)   COMMENT 'why: expected_reports; empty where it was not expected',
    deadline              Nullable(Date)           COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis        LowCardinality(String)   COMMENT 'what the deadline rests on; empty where the report was not expected',
    report_id             Nullable(String)         COMMENT 'the report; NULL where none was found',
    outcome               LowCardinality(String)   COMMENT 'ok, partial or image_only: what could be read of it',
    form                  LowCardinality(String)   COMMENT 'its form; empty where not known',
    scope                 LowCardinality(String)   COMMENT 'own_office, government_aggregate or unknown; never add across scopes',
    versions              UInt32                   COMMENT 'how many versions of it were seen',
    published_low         Nullable(Date)           COMMENT 'not published before this day in China; NULL where not known',
    published_high        Nullable(Date)           COMMENT 'published by this day in China',
    days_late_low         Nullable(Int32)          COMMENT 'days, signed: late for certain where above 0',
    days_late_high        Nullable(Int32)          COMMENT 'days, signed: on time for certain where 0 or less',
    errors                UInt32                   COMMENT 'findings of severity error that are the agency\'s',
    doubts                UInt32                   COMMENT 'findings of severity error that may be our reading',
    doubtful_checks       UInt32                   COMMENT 'of checks_fail, those that may be our reading',
    checks_pass           UInt32                   COMMENT 'identities of the form that hold',
    checks_fail           UInt32                   COMMENT 'identities that do not hold',
    checks_vacuous        UInt32                   COMMENT 'identities that hold because every operand is zero or blank',
    checks_not_assessable UInt32                   COMMENT 'identities with an operand that is missing or unreadable',
    counts                UInt8                    COMMENT '1: the report prints totals of some kind',
    received              Nullable(Decimal(20, 6)) COMMENT 'requests received in the year, of table 3, the table of 2014 or the prose; NULL where not known',
    carried_in            Nullable(Decimal(20, 6)) COMMENT 'requests carried in from the year before; NULL where not known',
    carried_out           Nullable(Decimal(20, 6)) COMMENT 'requests carried over to the next year; NULL where not known',
    outcomes              Nullable(Decimal(20, 6)) COMMENT 'requests decided; NULL where not known',
    granted               Nullable(Decimal(20, 6)) COMMENT 'of them, granted; NULL where not known',
    partial               Nullable(Decimal(20, 6)) COMMENT 'of them, granted in part; NULL where not known',
    denied                Nullable(Decimal(38, 6)) COMMENT 'of them, denied, as far as cells are known; NULL where none is',
    unable                Nullable(Decimal(38, 6)) COMMENT 'of them, unable to provide, as far as cells are known; NULL where none is',
    not_processed         Nullable(Decimal(38, 6)) COMMENT 'of them, not processed, as far as cells are known; NULL where none is',
    other                 Nullable(Decimal(38, 6)) COMMENT 'of them, other outcomes, as far as cells are known; NULL where none is'
)
COMMENT 'what was expected, found and counted of an agency and year, as of the last score run'
AS SELECT agency_id, fiscal_year, name, county, seat, division_code, family, level, status, reason, deadline, deadline_basis, nullIf(y.report_id, '') AS report_id, outcome, form, scope, versions,
    published_low, published_high, days_late_low, days_late_high, errors, doubts, doubtful_checks, checks_pass, checks_fail, checks_vacuous, checks_not_assessable,
    counts, received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other
FROM agency_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

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
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

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
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));

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
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs));
