-- The cells of an audit in the order in which they were drawn, with what was read when they were, and what a person reads.
-- Unit: value and read_value in unit; times in UTC. Source: audit_cells, agencies, reports_history.
-- Parameters: audit (an audit_id), position (of one cell, 0 for all), limit, offset.
SELECT
    c.audit_id AS audit_id,
    c.position AS position,
    c.draw AS draw,
    c.report_id AS report_id,
    toString(c.indicator) AS indicator,
    toString(c.applicant) AS applicant,
    c.agency_id AS agency_id,
    ifNull(a.name, '') AS name,
    c.fiscal_year AS fiscal_year,
    toString(c.form) AS form,
    toString(c.site_family) AS site_family,
    toString(c.format) AS format,
    c.sha256 AS sha256,
    toInt64(v.version) AS version,
    v.url AS url,
    c.printed AS printed,
    toString(c.print_state) AS print_state,
    c.value AS value,
    toString(c.unit) AS unit,
    toString(c.verdict) AS verdict,
    c.read_text AS read_text,
    toString(c.read_state) AS read_state,
    c.read_value AS read_value,
    c.answered_at AS answered_at,
    c.answered_by AS answered_by,
    c.reason AS reason,
    c.answers AS answers,
    c.blind AS blind,
    count() OVER () AS total
FROM audit_cells AS c
LEFT JOIN agencies AS a ON a.agency_id = c.agency_id
LEFT JOIN
(
    SELECT report_id, sha256, max(h.version) AS version, argMax(h.url, h.version) AS url FROM reports_history AS h WHERE report_id IN (SELECT report_id FROM audit_cells WHERE audit_id = {audit:String}) GROUP BY report_id, sha256
) AS v ON v.report_id = c.report_id AND v.sha256 = c.sha256
WHERE c.audit_id = {audit:String} AND ({position:UInt32} = 0 OR c.position = {position:UInt32})
ORDER BY position, report_id, applicant
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
