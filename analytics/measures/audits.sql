-- Samples of cells that persons read against the archived pages, the newest first, and how far they are.
-- Unit: counts; times in UTC. Source: audits.
-- Parameters: audit (an audit_id, '' for all), release (that it was drawn from, '' for all), limit, offset.
SELECT
    a.audit_id AS audit_id,
    a.drawn_at AS drawn_at,
    a.drawn_by AS drawn_by,
    a.seed AS seed,
    toString(a.seed_of) AS seed_of,
    a.digest AS digest,
    a.release AS release,
    toInt64(a.wanted) AS wanted,
    toInt64(a.least) AS least,
    toInt64(a.oldest_parser) AS oldest_parser,
    toInt64(a.newest_parser) AS newest_parser,
    a.cells AS cells,
    a.sampled AS sampled,
    a.answered AS answered,
    a.errors AS errors,
    a.unreadable AS unreadable,
    a.not_blind AS not_blind,
    a.finished AS finished,
    count() OVER () AS total
FROM audits AS a
WHERE ({audit:String} = '' OR a.audit_id = {audit:String})
  AND ({release:String} = '' OR a.release = {release:String})
ORDER BY drawn_at DESC, audit_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
