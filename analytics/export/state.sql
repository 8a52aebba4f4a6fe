-- What a package is a copy of, beside the digest of analytics/measures/data_digest.sql: asked
-- before and after the rows are copied, to see that nothing has changed in between.
-- Unit: counts, UTC times, versions; NULL where there is none. Source: captures, reports, scores.
-- Parameters: none.
SELECT
    (SELECT count() FROM captures) AS captures,
    (SELECT if(count() = 0, NULL, max(fetched_at)) FROM captures) AS newest_capture,
    (SELECT if(count() = 0, NULL, min(parser_version)) FROM reports) AS oldest_parser,
    (SELECT if(count() = 0, NULL, max(parser_version)) FROM reports) AS newest_parser,
    (SELECT count() FROM scores) AS scores,
    (SELECT if(count() = 0, NULL, max(method_version)) FROM scores) AS method_version,
    version() AS clickhouse
