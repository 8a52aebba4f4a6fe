-- Agencies lie in the order of their divisions: who asks for those of a county, or for some by their names, reads a few
-- small granules and skips the rest. Where this is cut off and comes once more they may stay as they lay, with the same rows.
CREATE TABLE IF NOT EXISTS agencies_next
(
    agency_id        String,
    generation       UInt64,
    is_deleted       UInt8,
    name             String,
    division_code    Nullable(String),
    division_name    Nullable(String),
    county_code      Nullable(String),
    level            LowCardinality(Nullable(String)),
    family           LowCardinality(String),
    parent_agency_id Nullable(String),
    vertical         UInt8,
    valid_from       Nullable(Date),
    valid_to         Nullable(Date),
    deadlines        Array(Tuple(fiscal_year UInt16, basis String, deadline Nullable(Date), adjusted Nullable(Date))),
    predecessors     Array(String),
    registered       UInt8,
    doubtful_years   Array(UInt16),
    maybe_same       Array(String),
    INDEX places (county_code, division_code) TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(generation, is_deleted)
ORDER BY agency_id
SETTINGS index_granularity = 256
COMMENT 'every agency that reports or that a walked column is named after';

INSERT INTO agencies_next (agency_id, generation, is_deleted, name, division_code, division_name, county_code, level, family, parent_agency_id, vertical, valid_from, valid_to, deadlines, predecessors, registered, doubtful_years, maybe_same)
SELECT agency_id, generation, is_deleted, name, division_code, division_name, county_code, level, family, parent_agency_id, vertical, valid_from, valid_to, deadlines, predecessors, registered, doubtful_years, maybe_same
FROM agencies_history;

EXCHANGE TABLES agencies_next AND agencies_history;

DROP TABLE IF EXISTS agencies_next;
