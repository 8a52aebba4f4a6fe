-- Why a fetch failed, as a class, and which hosts are left alone for how long.

ALTER TABLE captures_history ADD COLUMN IF NOT EXISTS failure LowCardinality(String) AFTER error;

-- Every hold stays, as evidence of why a host was not asked; the longest that has not ended counts.
CREATE TABLE IF NOT EXISTS holds_history
(
    host    String,
    site_id LowCardinality(String),
    since   DateTime64(3, 'UTC'),
    until   DateTime64(3, 'UTC'),
    outcome LowCardinality(String),
    failure LowCardinality(String),
    why     String,
    kept_at DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (host, since);

CREATE OR REPLACE VIEW holds
(
    host    String                 COMMENT 'name of the machine, without www.; with a port where it is on loopback or where the robots.txt of that port failed',
    site_id LowCardinality(String) COMMENT 'the site whose crawl met it; source: sites.yaml',
    since   DateTime64(3, 'UTC')   COMMENT 'when it began, UTC',
    until   DateTime64(3, 'UTC')   COMMENT 'nothing is asked of the host before, UTC',
    outcome LowCardinality(String) COMMENT 'outcome of the captures that are not asked for: blocked, refused or unreachable',
    failure LowCardinality(String) COMMENT 'challenge, throttled or robots',
    why     String                 COMMENT 'what the host showed or asked for, in words'
)
COMMENT 'a time in which a host is not asked for anything: it showed a challenge page, asked for a stop, or its robots.txt failed'
AS SELECT host, site_id, since, until, outcome, failure, why
FROM holds_history FINAL;

CREATE OR REPLACE VIEW captures
(
    capture_id   String                       COMMENT 'of site, address, crawl and role; stable',
    site_id      LowCardinality(String)       COMMENT 'the site; source: sites.yaml; files: brought in from disk',
    url          String                       COMMENT 'address asked for',
    fetched_at   DateTime64(3, 'UTC')         COMMENT 'when it was fetched, UTC; for a file when it was obtained',
    http_status  UInt16                       COMMENT 'HTTP status; 0 where none came and for files',
    outcome      LowCardinality(String)       COMMENT 'ok, not_modified, blocked, refused, not_found, error, unreachable or too_large',
    content_type LowCardinality(String)       COMMENT 'Content-Type as received',
    charset      LowCardinality(String)       COMMENT 'charset that the Content-Type names; empty where it names none',
    sha256       String                       COMMENT 'SHA-256 of the body after content decoding; empty where there is none',
    bytes        UInt64                       COMMENT 'length of the body in bytes',
    crawl_id     String                       COMMENT 'the crawl that fetched it; empty for files',
    final_url    String                       COMMENT 'address after redirects',
    parent_url   String                       COMMENT 'page that named it',
    list_url     String                       COMMENT 'first page of the list that named it',
    title        String                       COMMENT 'text of the link that named it',
    list_date    Nullable(Date)               COMMENT 'day that the list prints beside the link: a claim',
    role         LowCardinality(String)       COMMENT 'robots, home, column, list, report, attachment or file',
    family       LowCardinality(String)       COMMENT 'CMS family of the page, where found',
    error        String                       COMMENT 'what went wrong, in words',
    header       Map(String, String)          COMMENT 'response headers that matter as evidence',
    obtained_by  LowCardinality(String)       COMMENT 'who brought it, where it came from disk',
    failure      LowCardinality(String)       COMMENT 'class of what went wrong: dns, connect, tls, reset, timeout, cut_short, header, encoding, too_large, status, not_found, throttled, redirect, robots, challenge, private, address, budget, reader or unknown; empty where nothing did, and in captures of older versions'
)
COMMENT 'one fetch'
AS SELECT capture_id, site_id, url, fetched_at, http_status, outcome, content_type, charset, sha256, bytes,
    crawl_id, final_url, parent_url, list_url, title, list_date, role, family, error, header, obtained_by, failure
FROM captures_history FINAL;
