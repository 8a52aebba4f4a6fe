-- Townships become towns, and towns streets: two names that may be one body.

ALTER TABLE agencies_history ADD COLUMN IF NOT EXISTS maybe_same Array(String);

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
    registered       UInt8                            COMMENT '1: a person named it in a register, see registers',
    maybe_same       Array(String)                    COMMENT 'agencies that may be this one under the name of another time: bodies of its county whose names differ in 乡, 镇 or 街道 alone and that report on other years; a person has to say so'
)
COMMENT 'every agency known: from reports, from the columns that were walked, and from registers'
AS SELECT agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, valid_from, valid_to, vertical, predecessors, registered, maybe_same
FROM agencies_history FINAL;
