-- Every fetch of a document of the sites of a slice, and of the other sites on which one of its
-- reports, or a document that was read there, was seen: what is said of a report rests on nothing else.
--
-- Source: refreshing_sites, refreshing_reports, readings, captures_history.
-- Parameters: generation, slice.
INSERT INTO refreshing_captures (generation, slice, url, sha256, site_id, crawl_id, capture_id, list_url, parent_url, title, role, outcome, http_status, fetched_at)
WITH sites AS (SELECT site_id FROM refreshing_sites WHERE generation = {generation:UInt64} AND slice = {slice:UInt32})
SELECT {generation:UInt64}, {slice:UInt32}, url, sha256, site_id, crawl_id, capture_id, list_url, parent_url, title, role, outcome, http_status, fetched_at
FROM captures_history FINAL
WHERE role IN ('report', 'attachment', 'file') AND site_id IN
(
    SELECT site_id FROM sites
    UNION DISTINCT
    SELECT toString(site_id) FROM captures_history WHERE url IN
    (
        SELECT url FROM readings
        WHERE site_id IN (SELECT site_id FROM sites)
            OR report_id IN (SELECT report_id FROM refreshing_reports WHERE generation = {generation:UInt64} AND slice = {slice:UInt32})
    )
)
-- Its index would be asked for each of many reports; the column is read faster.
SETTINGS use_skip_indexes = 0
