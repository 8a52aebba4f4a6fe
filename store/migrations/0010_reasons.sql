-- Why a list is not complete, and what an operator should know of a crawl, as codes with what
-- fills their words: so that a page can say it in its reader's language.

ALTER TABLE walks_history ADD COLUMN IF NOT EXISTS reason_code LowCardinality(String) AFTER reason;
ALTER TABLE walks_history ADD COLUMN IF NOT EXISTS reason_args Array(String) AFTER reason_code;
ALTER TABLE crawls_history ADD COLUMN IF NOT EXISTS note_codes Array(String) AFTER note;
ALTER TABLE crawls_history ADD COLUMN IF NOT EXISTS note_args Array(Array(String)) AFTER note_codes;

CREATE OR REPLACE VIEW crawls
(
    crawl_id    String                        COMMENT 'the crawl',
    site_id     String                        COMMENT 'the site',
    started_at  DateTime64(3, 'UTC')          COMMENT 'UTC',
    finished_at Nullable(DateTime64(3, 'UTC')) COMMENT 'UTC; NULL while it runs and where it was killed',
    complete    UInt8                         COMMENT '1: every list was walked to its end',
    pages       UInt64                        COMMENT 'pages walked',
    fetched     UInt64                        COMMENT 'bodies received',
    note        String                        COMMENT 'what a person should know',
    note_codes  Array(String)                 COMMENT 'the same as codes, one a sentence; empty in crawls of older versions',
    note_args   Array(Array(String))          COMMENT 'numbers, addresses and names that fill each of them'
)
COMMENT 'one visit to one site'
AS SELECT crawl_id, site_id, started_at, finished_at, complete, pages, fetched, note, note_codes, note_args FROM crawls_history FINAL;

CREATE OR REPLACE VIEW walks
(
    site_id     LowCardinality(String) COMMENT 'the site',
    crawl_id    String                 COMMENT 'the crawl',
    url         String                 COMMENT 'first page of the list, or of the column that leads to it',
    name        String                 COMMENT 'as the link or the page calls it',
    agency_id   String                 COMMENT 'the agency whose column it is; empty where the name is no certain agency',
    state       LowCardinality(String) COMMENT 'complete, partial, blocked, refused, unreachable or error',
    reason      String                 COMMENT 'why it is not complete',
    family      LowCardinality(String) COMMENT 'CMS family',
    pages       UInt64                 COMMENT 'pages of the list that were read',
    links       UInt64                 COMMENT 'report links that it names',
    started_at  DateTime64(3, 'UTC')   COMMENT 'UTC',
    finished_at DateTime64(3, 'UTC')   COMMENT 'UTC',
    reason_code LowCardinality(String) COMMENT 'why it is not complete, as a code; empty where it is, and in walks of older versions',
    reason_args Array(String)          COMMENT 'numbers and addresses that fill its words'
)
COMMENT 'what became of walking one list in one crawl; only a complete walk may say that a report is not there'
AS SELECT w.site_id AS site_id, w.crawl_id AS crawl_id, w.url AS url, w.name AS name, c.agency_id AS agency_id, w.state AS state, w.reason AS reason,
    w.family AS family, w.pages AS pages, w.links AS links, w.started_at AS started_at, w.finished_at AS finished_at,
    w.reason_code AS reason_code, w.reason_args AS reason_args
FROM walks_history AS w FINAL
LEFT JOIN (SELECT site_id, name, agency_id FROM column_agencies FINAL) AS c ON w.site_id = c.site_id AND w.name = c.name;
