-- What a person says of a county's agencies: each list as it was given, by whom and when. The
-- last one of a division is the one that counts; none is ever changed.

CREATE TABLE IF NOT EXISTS registers_history
(
    division_code String,
    registered_at DateTime64(6, 'UTC'),
    registered_by String,
    source        String,
    content       String
)
ENGINE = ReplacingMergeTree
ORDER BY (division_code, registered_at);

CREATE OR REPLACE VIEW registers
(
    division_code String                COMMENT 'GB/T 2260',
    registered_at DateTime64(6, 'UTC')  COMMENT 'when the list was given, UTC; the last one of a division counts',
    registered_by String                COMMENT 'who gave it',
    source        String                COMMENT 'where the list comes from, as its author says',
    agencies      UInt64                COMMENT 'agencies that it names',
    content       String                COMMENT 'JSON: the division, its agencies with their days, what names mean, local notices'
)
COMMENT 'what a person says of the agencies of a division: every list that was ever given'
AS SELECT division_code, registered_at, registered_by, source, JSONLength(content, 'agencies') AS agencies, content
FROM registers_history FINAL;

ALTER TABLE agencies_history ADD COLUMN IF NOT EXISTS predecessors Array(String);
ALTER TABLE agencies_history ADD COLUMN IF NOT EXISTS registered UInt8;
-- Years in which it is not certain that there was such a body: none is missed then.
ALTER TABLE agencies_history ADD COLUMN IF NOT EXISTS doubtful_years Array(UInt16);

CREATE OR REPLACE VIEW agencies
(
    agency_id        String                           COMMENT 'division code and family, and the name where a division can have several; unresolved-… where it is not certain',
    name             String                           COMMENT 'normalised name',
    division_code    Nullable(String)                 COMMENT 'GB/T 2260; NULL where not known',
    division_name    Nullable(String)                 COMMENT 'name of the division; NULL where not known',
    county_code      Nullable(String)                 COMMENT 'the county it belongs to; NULL above counties and where not known',
    level            LowCardinality(Nullable(String)) COMMENT 'province, prefecture, county or township; NULL where not known',
    family           LowCardinality(String)           COMMENT 'kind of agency, the same code in every county',
    parent_agency_id Nullable(String)                 COMMENT 'the higher body of a dispatched office; NULL where not known',
    valid_from       Nullable(Date)                   COMMENT 'first day of the agency under this identity, by its register; NULL where not known',
    valid_to         Nullable(Date)                   COMMENT 'last day, by its register; NULL where not known or still there',
    vertical         UInt8                            COMMENT '1: a dispatched office or a body under a higher authority',
    predecessors     Array(String)                    COMMENT 'agencies whose functions it took over, as its register says or the reforms of all counties tell',
    registered       UInt8                            COMMENT '1: a person named it in a register, see registers'
)
COMMENT 'every agency known: from reports, from the columns that were walked, and from registers'
AS SELECT agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, valid_from, valid_to, vertical, predecessors, registered
FROM agencies_history FINAL;

CREATE OR REPLACE VIEW deadlines
(
    agency_id         String                 COMMENT 'the agency',
    fiscal_year       UInt16                 COMMENT 'the year that is reported on; years in which there was no such agency are left out',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on; none where the law sets none',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_adjusted Nullable(Date)         COMMENT 'deadline, moved to the next working day',
    certain           UInt8                  COMMENT '1: there surely was such an agency; 0: reforms may have founded it later or ended it before'
)
COMMENT 'when the report of an agency on a year was due'
AS SELECT agency_id, d.fiscal_year AS fiscal_year, d.basis AS deadline_basis, d.deadline AS deadline, d.adjusted AS deadline_adjusted,
    toUInt8(NOT has(doubtful_years, d.fiscal_year)) AS certain
FROM agencies_history FINAL ARRAY JOIN deadlines AS d;
