-- The counties, and the divisions above them, with agencies, and of which the expected reports have
-- to be computed again: where an agency, a report, a list, or anything that is known of a site on
-- which they are to be looked for is another than in the run before, a deadline has passed since, or
-- something that was said of a publication was decided to be our error.
--
-- Source: agencies_history, report_states, agency_lists_history, column_agencies, column_moves_history,
-- list_attachments_history, searches_history, findings_ours, unread_links_history, refreshed_sites, expected_units, schema_migrations (a view that is another one).
-- Parameters: run, before (the run that is taken over; 0: none), method, today.
INSERT INTO expected_units (run_id, unit, agencies, fingerprint, changed)
WITH
known AS
(
    SELECT agency_id, coalesce(county_code, division_code, '') AS unit, generation,
        arrayCount(d -> coalesce(d.adjusted, d.deadline, makeDate(d.fiscal_year + 1, 3, 31)) < {today:Date}, deadlines) AS passed
    FROM agencies_history FINAL
    WHERE NOT startsWith(agency_id, 'unresolved-')
),
lists AS
(
    SELECT agency_id, toString(site_id) AS site_id, cityHash64(site_id, url, generation) AS hash FROM agency_lists_history FINAL
    UNION ALL
    SELECT agency_id, site_id, 0 FROM column_agencies FINAL WHERE agency_id != ''
),
sites AS
(
    SELECT site_id, sum(hash) AS hash
    FROM
    (
        SELECT site_id, fingerprint AS hash FROM refreshed_sites FINAL
        UNION ALL
        SELECT site_id, cityHash64('doubt', url, generation) FROM unread_links_history FINAL
        UNION ALL
        SELECT site_id, cityHash64('column', name, generation) FROM column_agencies FINAL
        UNION ALL
        SELECT toString(site_id), cityHash64('attachments', url, generation) FROM list_attachments_history FINAL
        UNION ALL
        SELECT toString(site_id), cityHash64('search', agency_id, fiscal_year, outcome, asked_at) FROM searches_history
        UNION ALL
        SELECT toString(site_id), cityHash64('move', from_url, to_url, generation) FROM column_moves_history FINAL
    )
    GROUP BY site_id
),
parts AS
(
    SELECT unit, count() AS agencies, sum(cityHash64('agency', agency_id, generation, passed)) AS hash FROM known GROUP BY unit
    UNION ALL
    SELECT k.unit, 0, sum(cityHash64('report', r.report_id, r.generation))
    FROM (SELECT agency_id, report_id, generation FROM report_states FINAL) AS r
    INNER JOIN known AS k ON k.agency_id = r.agency_id
    GROUP BY k.unit
    UNION ALL
    SELECT k.unit, 0, sum(l.hash) FROM lists AS l INNER JOIN known AS k ON k.agency_id = l.agency_id GROUP BY k.unit
    UNION ALL
    SELECT t.unit, 0, sum(cityHash64('site', t.site_id, s.hash))
    FROM (SELECT DISTINCT k.unit AS unit, l.site_id AS site_id FROM lists AS l INNER JOIN known AS k ON k.agency_id = l.agency_id) AS t
    LEFT JOIN sites AS s ON s.site_id = t.site_id
    GROUP BY t.unit
    UNION ALL
    SELECT k.unit, 0, sum(cityHash64('ours', o.report_id, o.status))
    FROM (SELECT f.report_id AS report_id, toString(f.indicator) AS status FROM findings_ours AS f FINAL WHERE f.ours = 1 AND f.rule = 'timeliness') AS o
    INNER JOIN known AS k ON k.agency_id = substring(o.report_id, 1, length(o.report_id) - 5) -- of AGENCY-YEAR
    GROUP BY k.unit
)
SELECT {run:UInt64}, p.unit, p.agencies, cityHash64(p.hash, {method:String}, (SELECT count() FROM schema_migrations)) AS fingerprint, b.there = 0 OR b.fingerprint != fingerprint
FROM (SELECT unit, sum(agencies) AS agencies, sum(hash) AS hash FROM parts GROUP BY unit) AS p
LEFT JOIN (SELECT unit, fingerprint, 1 AS there FROM expected_units WHERE run_id = {before:UInt64}) AS b ON b.unit = p.unit
