-- Why a host is left alone, as a code with what fills its words: so that a page can say it in its
-- reader's language.

ALTER TABLE holds_history ADD COLUMN IF NOT EXISTS why_code LowCardinality(String) AFTER why;
ALTER TABLE holds_history ADD COLUMN IF NOT EXISTS why_args Array(String) AFTER why_code;

CREATE OR REPLACE VIEW holds
(
    host        String                        COMMENT 'name of the machine, without www.; with a port where it is on loopback or where the robots.txt of that port could not be had',
    site_id     LowCardinality(String)        COMMENT 'the site whose crawl met it; source: sites.yaml',
    since       DateTime64(3, 'UTC')          COMMENT 'when it began, UTC',
    until       DateTime64(3, 'UTC')          COMMENT 'nothing is asked of the host before, UTC',
    outcome     LowCardinality(String)        COMMENT 'outcome of the captures that are not asked for: blocked, refused or unreachable',
    failure     LowCardinality(String)        COMMENT 'challenge, throttled, robots, or the class of what kept its robots.txt from coming',
    why         String                        COMMENT 'what the host showed or asked for, in words',
    lifted_at   Nullable(DateTime64(3, 'UTC')) COMMENT 'when somebody lifted it, UTC; NULL: nobody did',
    lifted_by   String                        COMMENT 'who lifted it',
    lift_reason String                        COMMENT 'why they did',
    why_code    LowCardinality(String)        COMMENT 'the same as a code; empty in holds of older versions',
    why_args    Array(String)                 COMMENT 'numbers and times that fill its words'
)
COMMENT 'a time in which a host is not asked for anything: it showed a challenge page, asked for a stop, or its robots.txt could not be had; one that was lifted is over'
AS SELECT
    h.host AS host,
    h.site_id AS site_id,
    h.since AS since,
    h.until AS until,
    h.outcome AS outcome,
    h.failure AS failure,
    h.why AS why,
    if(l.host = '', NULL, l.lifted_at) AS lifted_at,
    l.lifted_by AS lifted_by,
    l.reason AS lift_reason,
    h.why_code AS why_code,
    h.why_args AS why_args
FROM (SELECT * FROM holds_history FINAL) AS h
LEFT JOIN
(
    SELECT k.host AS host, k.since AS since, argMin((m.lifted_at, m.lifted_by, m.reason), m.lifted_at) AS first,
        first.1 AS lifted_at, first.2 AS lifted_by, first.3 AS reason
    FROM (SELECT host, since, until FROM holds_history FINAL) AS k
    INNER JOIN (SELECT * FROM hold_lifts_history FINAL) AS m ON m.host = k.host
    WHERE m.lifted_at >= k.since AND m.lifted_at < k.until
    GROUP BY host, since
) AS l ON l.host = h.host AND l.since = h.since;
