-- Which texts there are to compare: of each report its current version, and its first one where
-- that says something else. A report without a text that could be read takes no part. Agencies whose
-- name is not certain are left out: two may share it. Of the divisions that the run writes (score_parts).
--
-- Source: report_states, readings, score_parts.
-- Parameters: run (number of the score run), from, to (range of report_id).
INSERT INTO text_inventory (run_id, report_id, which, reading_id, text_id, agency_id, agency_name, division_code, division_name, province, family, fiscal_year, unit, written, text_hash, hash)
WITH
states AS
(
    SELECT report_id, reading_id, history, versions, agency_id, agency_name, ifNull(division_code, '') AS code, ifNull(division_name, '') AS division, toString(family) AS family, fiscal_year,
        left(coalesce(county_code, code), 2) AS province, concat(coalesce(county_code, nullIf(code, ''), agency_id), '/', toString(fiscal_year)) AS unit
    FROM report_states FINAL
    WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', agency_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})
        AND NOT startsWith(agency_id, 'unresolved-')
),
several AS
(
    SELECT *, history[1].1 AS first_id FROM states WHERE versions > 1
),
texts AS
(
    SELECT reading_id, content_hash, notEmpty(texts) AS written FROM readings
    WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '') AND report_id IN (SELECT report_id FROM states)
),
versions AS
(
    SELECT s.report_id AS report_id, 'current' AS which, s.reading_id AS shown, r.content_hash AS text_id, s.agency_id AS agency_id, s.agency_name AS agency_name, s.code AS code, s.division AS division,
        s.province AS province, s.family AS family, s.fiscal_year AS fiscal_year, s.unit AS unit, r.written AS written
    FROM states AS s
    INNER JOIN texts AS r ON r.reading_id = s.reading_id
    UNION ALL
    SELECT s.report_id, 'first', s.first_id, f.content_hash, s.agency_id, s.agency_name, s.code, s.division, s.province, s.family, s.fiscal_year, s.unit, f.written
    FROM several AS s
    INNER JOIN texts AS f ON f.reading_id = s.first_id
    INNER JOIN texts AS c ON c.reading_id = s.reading_id
    WHERE f.content_hash != c.content_hash
)
SELECT {run:UInt64}, report_id, which, shown, text_id, agency_id, agency_name, code, division, province, family, fiscal_year, unit, written,
    if(written, sipHash64(report_id, which, text_id, agency_name, code, division), 0) AS text_hash, sipHash64(text_hash, report_id, which, shown, agency_id, family, unit, province)
FROM versions
