-- The reports that the sites of a slice may tell something new about: of every document that any
-- version of the parser found at an address of theirs, or of a site on which a document of theirs
-- was seen as well (what it is read as says which lists moved there).
--
-- Source: refreshing_sites, captures_history, readings.
-- Parameters: generation, slice.
INSERT INTO refreshing_reports (generation, slice, report_id)
WITH
sites AS
(
    SELECT site_id FROM refreshing_sites WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}
),
documents AS
(
    SELECT url FROM readings WHERE site_id IN (SELECT site_id FROM sites)
)
SELECT DISTINCT {generation:UInt64}, {slice:UInt32}, report_id
FROM readings
WHERE report_id != '' AND url IN
(
    SELECT url FROM captures_history
    WHERE role IN ('report', 'attachment', 'file') AND site_id IN
    (
        SELECT site_id FROM sites
        UNION DISTINCT
        SELECT toString(site_id) FROM captures_history WHERE url IN (SELECT url FROM documents)
    )
    UNION DISTINCT
    SELECT url FROM documents
)
