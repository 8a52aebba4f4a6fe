-- What the sites' own search says of reports that no list names.

CREATE TABLE IF NOT EXISTS searches_history
(
    site_id            LowCardinality(String),
    crawl_id           String,
    agency_id          String,
    fiscal_year        UInt16,
    outcome            LowCardinality(String),
    asked_at           DateTime64(3, 'UTC'),
    words              String,
    url                String,
    capture_id         String,
    hits               UInt32,
    control_url        String,
    control_capture_id String,
    kept_at            DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (site_id, agency_id, fiscal_year, crawl_id);

CREATE OR REPLACE VIEW searches
(
    agency_id          String                 COMMENT 'the agency',
    fiscal_year        UInt16                 COMMENT 'the year whose report was asked for',
    site_id            LowCardinality(String) COMMENT 'the site whose search was asked',
    crawl_id           String                 COMMENT 'the crawl that asked',
    asked_at           DateTime64(3, 'UTC')   COMMENT 'when the answer came, or when it was clear that it cannot be asked, UTC',
    outcome            LowCardinality(String) COMMENT 'nothing or others: a search that had just found another report of the agency has none or only others; found or unclear: a result is, or may be, the report, and was fetched; more, same, control, nocontrol, unread, noform, script, captcha, elsewhere, blocked, refused or failed: it proves nothing',
    words              String                 COMMENT 'the words that were asked for; empty where nothing was asked',
    url                String                 COMMENT 'address of the answer; empty where nothing was asked',
    capture_id         String                 COMMENT 'the answer: captures; empty where nothing was asked',
    hits               UInt32                 COMMENT 'results that the page of the answer shows',
    control_url        String                 COMMENT 'the report of the same agency that the search had to find; empty where there was none',
    control_capture_id String                 COMMENT 'the answer to that: captures; empty where it was not asked'
)
COMMENT 'what the search of a site said of a report that was due and that no list named'
AS SELECT agency_id, fiscal_year, site_id, crawl_id, asked_at, outcome, words, url, capture_id, hits, control_url, control_capture_id FROM searches_history FINAL;

ALTER TABLE captures COMMENT COLUMN role 'robots, home, column, list, report, attachment, search (an answer of the site\'s own search) or file';
ALTER TABLE agency_walks MODIFY COMMENT 'one crawl of a site as far as it is about one agency; what the reasons absent_on_three_days and absent_from_search of expected_reports rest on, the latter together with searches';
