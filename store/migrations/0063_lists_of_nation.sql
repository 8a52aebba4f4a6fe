-- What lists of a whole nation, and of all sites, ask of every report: a score run writes it, and they read a row a division.

-- Which of the main figures a report prints, known or not: lists of the reports of a sum name those too that say nothing
-- readable, and a nation's are found without its figures.
-- The bits are 1 received, 2 carried_in, 4 carried_out, 8 outcomes, 16 granted, 32 partial, 64 denied, 128 unable,
-- 256 not_processed, 512 other. Rows from before have those that are known, until the next score run writes them again.

ALTER TABLE reading_sums
    ADD COLUMN IF NOT EXISTS printed UInt16;

ALTER TABLE agency_years_history
    ADD COLUMN IF NOT EXISTS printed UInt16 DEFAULT toUInt16(1 * isNotNull(received) + 2 * isNotNull(carried_in) + 4 * isNotNull(carried_out) + 8 * isNotNull(outcomes) + 16 * isNotNull(granted)
        + 32 * isNotNull(partial) + 64 * isNotNull(denied) + 128 * isNotNull(unable) + 256 * isNotNull(not_processed) + 512 * isNotNull(other));

CREATE TABLE IF NOT EXISTS site_years_history
(
    run_id    UInt64,
    unit      String,
    unit_hash UInt64 MATERIALIZED cityHash64(unit),
    site_id   String COMMENT 'the site; empty: all agencies of the county, whether they have reports on a site or not',
    county    String COMMENT 'of the agencies',
    years     UInt64 COMMENT 'rows of agency_years of agencies that have reports on the site',
    found     UInt64 COMMENT 'of them, those whose report was seen on a site',
    reports   UInt64 COMMENT 'reports that were seen on this site'
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (site_id, county)
SETTINGS index_granularity = 1024
COMMENT 'agency_years added up by the sites that have reports of the agency, and by county, by score run';

CREATE TABLE IF NOT EXISTS score_bands_history
(
    run_id      UInt64,
    unit        String,
    unit_hash   UInt64 MATERIALIZED cityHash64(unit),
    which       LowCardinality(String),
    fiscal_year UInt16,
    e           UInt64,
    d           UInt64,
    c           UInt64,
    b           UInt64,
    a           UInt64,
    total       UInt64
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (which, fiscal_year, unit)
COMMENT 'how many scores a division has, and how many of each band, by score run';

-- The runs so far. What a migration that was cut off wrote is written again.
TRUNCATE TABLE site_years_history;
TRUNCATE TABLE score_bands_history;

INSERT INTO site_years_history (run_id, unit, site_id, county, years, found, reports)
WITH
state AS (SELECT report_id, agency_id, site_id, seen_on_site FROM report_states FINAL),
body AS
(
    SELECT run_id AS run, agency_id, any(county) AS of_county, count() AS all_years, countIf(report_id != '' AND report_id NOT IN (SELECT report_id FROM state WHERE seen_on_site = 0)) AS found_years
    FROM agency_years_history
    WHERE run_id IN (SELECT made_in FROM score_parts)
    GROUP BY run, agency_id
)
SELECT run, splitByChar('-', agency_id)[1] AS division, site, of_county, sum(all_years), sum(found_years), sum(seen)
FROM
(
    SELECT run, agency_id, '' AS site, of_county, all_years, found_years, 0 AS seen FROM body
    UNION ALL
    SELECT b.run, s.agency_id, s.site, b.of_county, b.all_years, b.found_years, s.seen
    FROM (SELECT agency_id, toString(site_id) AS site, countIf(seen_on_site = 1) AS seen FROM state GROUP BY agency_id, site) AS s
    INNER JOIN body AS b ON b.agency_id = s.agency_id
)
GROUP BY run, division, site, of_county;

INSERT INTO score_bands_history (run_id, unit, which, fiscal_year, e, d, c, b, a, total)
SELECT run_id, splitByChar('-', agency_id)[1] AS division, which, fiscal_year,
    countIf(timeliness_band = 'E') + countIf(completeness_band = 'E') + countIf(consistency_band = 'E') + countIf(legal_band = 'E'),
    countIf(timeliness_band = 'D') + countIf(completeness_band = 'D') + countIf(consistency_band = 'D') + countIf(legal_band = 'D'),
    countIf(timeliness_band = 'C') + countIf(completeness_band = 'C') + countIf(consistency_band = 'C') + countIf(legal_band = 'C'),
    countIf(timeliness_band = 'B') + countIf(completeness_band = 'B') + countIf(consistency_band = 'B') + countIf(legal_band = 'B'),
    countIf(timeliness_band = 'A') + countIf(completeness_band = 'A') + countIf(consistency_band = 'A') + countIf(legal_band = 'A'),
    sum(bitCount(present)) + 3 * count()
FROM score_years_history
WHERE run_id IN (SELECT made_in FROM score_parts)
GROUP BY run_id, division, which, fiscal_year;
