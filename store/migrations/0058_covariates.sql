-- Tables of the user's own with numbers of divisions, to be put beside figures. A load is rows under a number of its
-- own; a later load of the same name takes its place, and the row of the load is written last, so that it is there whole
-- or not at all. Taking one away is a row, too: what was loaded stays in the history.

CREATE TABLE IF NOT EXISTS covariate_loads_history
(
    load_id      String,
    dataset      String,
    removed      UInt8,
    source       String,
    retrieved_on Date,
    file_name    String,
    sha256       String,
    lines        UInt32,
    columns      Array(Tuple(name String, unit String, cells UInt64, empty UInt64)),
    loaded_at    DateTime64(3, 'UTC'),
    loaded_by    String,
    kept_at      DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (dataset, kept_at, load_id);

CREATE TABLE IF NOT EXISTS covariates_history
(
    load_id       String,
    covariate     LowCardinality(String),
    line          UInt32,
    code          String,
    place         String,
    year          Nullable(UInt16),
    raw           String,
    value         Float64,
    division_code String,
    division_name String,
    standing      LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (load_id, covariate, line);

CREATE OR REPLACE VIEW covariate_tables
(
    dataset      String                 COMMENT 'name of the table: a later load of the same name takes its place',
    version      UInt64                 COMMENT 'which load of that name it is, from 1; taking it away counts as one',
    source       String                 COMMENT 'who published it and where, as whoever loaded it says: to be cited',
    retrieved_on Date                   COMMENT 'day on which it was taken from there',
    file_name    String                 COMMENT 'name of the file that was loaded',
    sha256       String                 COMMENT 'hexadecimal SHA-256 of that file',
    lines        UInt32                 COMMENT 'lines of the file with data',
    columns      Array(Tuple(name String, unit String, cells UInt64, empty UInt64)) COMMENT 'its columns of numbers with their units: cells with a number, and empty ones, which are not known and never 0',
    loaded_at    DateTime64(3, 'UTC')   COMMENT 'when it was loaded, UTC',
    loaded_by    String                 COMMENT 'who loaded it',
    load_id      String                 COMMENT 'names the load: covariates'
)
COMMENT 'a table of the user\'s own with numbers of divisions, such as population, that was loaded to be put beside figures; never shipped with the program, and part of no package or release'
AS SELECT dataset, version, source, retrieved_on, file_name, sha256, lines, columns, loaded_at, loaded_by, load_id
FROM
(
    SELECT *, row_number() OVER (PARTITION BY dataset ORDER BY kept_at, load_id) AS version, count() OVER (PARTITION BY dataset) AS versions
    FROM covariate_loads_history FINAL
)
WHERE version = versions AND removed = 0;

CREATE OR REPLACE VIEW covariates
(
    dataset       String                 COMMENT 'the table that it is from: covariate_tables',
    covariate     LowCardinality(String) COMMENT 'name of its column there',
    unit          String                 COMMENT 'unit of value, as whoever loaded it says',
    division_code Nullable(String)       COMMENT 'the division as Gongkai files reports under it: join it with county or division_code; NULL where standing names none',
    division_name Nullable(String)       COMMENT 'name of that division; NULL where not known',
    year          Nullable(UInt16)       COMMENT 'the year that the number is of; NULL where the table has no years',
    value         Float64                COMMENT 'the number, in unit; what is not known has no row',
    standing      LowCardinality(String) COMMENT 'same: the code names its division in that year; renumbered: one division took its place, alone and whole; merged or split: areas changed, and nothing is guessed; doubled: two codes of the table name the same division and year; unknown: no such code is known. Only the first two have a division_code',
    code          String                 COMMENT 'the code of the file, six digits',
    place         String                 COMMENT 'name of the division as the file has it; empty where it has none',
    raw           String                 COMMENT 'the number as the file has it',
    line          UInt32                 COMMENT 'line of the file, from 1',
    source        String                 COMMENT 'who published it and where: to be cited',
    retrieved_on  Date                   COMMENT 'day on which it was taken from there',
    load_id       String                 COMMENT 'the load: covariate_tables'
)
COMMENT 'a number of a division from a table of the user\'s own, joined to the divisions of reports with the history of their codes; never shipped with the program, and part of no package or release'
AS SELECT
    t.dataset AS dataset, v.covariate AS covariate, t.unit AS unit,
    -- A code that the table of divisions does not have may be that of a division of which there are agencies.
    multiIf(v.division_code != '', v.division_code, v.standing = 'unknown' AND k.code != '', v.code, NULL) AS division_code,
    multiIf(v.division_name != '', v.division_name, v.standing = 'unknown' AND k.code != '' AND k.name != '', k.name, NULL) AS division_name,
    v.year AS year, v.value AS value,
    if(v.standing = 'unknown' AND k.code != '', 'same', v.standing) AS standing,
    v.code AS code, v.place AS place, v.raw AS raw, v.line AS line, t.source AS source, t.retrieved_on AS retrieved_on, v.load_id AS load_id
FROM (SELECT * FROM covariates_history FINAL WHERE load_id IN (SELECT load_id FROM covariate_tables)) AS v
INNER JOIN
(
    SELECT load_id, dataset, source, retrieved_on, column.1 AS name, column.2 AS unit
    FROM covariate_tables ARRAY JOIN columns AS column
) AS t ON t.load_id = v.load_id AND t.name = v.covariate
LEFT JOIN
(
    SELECT assumeNotNull(a.division_code) AS code, any(ifNull(a.division_name, '')) AS name
    FROM agencies_history AS a
    WHERE a.division_code IS NOT NULL AND a.division_code IN (SELECT code FROM covariates_history WHERE standing = 'unknown')
    GROUP BY code
) AS k ON k.code = v.code;
