-- Which texts there are to compare: of each report its current version, and its first one where
-- that says something else. A report without a text that could be read takes no part. Agencies whose name is not certain are left out: two may share it.
--
-- Source: report_states, readings.
-- Parameters: run (number of the score run), method (version of the normal form).
INSERT INTO text_inventory (run_id, report_id, which, reading_id, text_id, agency_id, agency_name, division_code, division_name, province, family, fiscal_year, unit, unit_digest, written)
WITH
offered AS
(
    SELECT report_id, pick.1 AS which, pick.2 AS shown_reading, agency_id, agency_name, ifNull(division_code, '') AS code, ifNull(division_name, '') AS division, county_code, toString(family) AS family, fiscal_year
    FROM (SELECT * FROM report_states FINAL WHERE NOT startsWith(agency_id, 'unresolved-'))
    ARRAY JOIN if(versions > 1, [('current', reading_id), ('first', history[1].1)], [('current', reading_id)]) AS pick
),
read AS
(
    SELECT report_id, reading_id, content_hash, notEmpty(texts) AS written FROM readings WHERE report_id != ''
),
texts AS
(
    SELECT v.report_id AS report_id, v.which AS which, v.shown_reading AS reading_id, r.content_hash AS text_id, r.written AS written, v.agency_id AS agency_id, v.agency_name AS agency_name,
        v.code AS code, v.division AS division, v.family AS family, v.fiscal_year AS fiscal_year,
        concat(coalesce(v.county_code, nullIf(v.code, ''), v.agency_id), '/', toString(v.fiscal_year)) AS unit
    FROM offered AS v
    INNER JOIN read AS r ON r.report_id = v.report_id AND r.reading_id = v.shown_reading
    ORDER BY which
    LIMIT 1 BY report_id, text_id
)
SELECT {run:UInt64}, report_id, which, reading_id, text_id, agency_id, agency_name, code, division, left(code, 2), family, fiscal_year, unit,
    hex(sipHash128(toString({method:UInt32}), arraySort(groupArrayIf((report_id, which, text_id, agency_name, code, division), written) OVER (PARTITION BY unit)))), written
FROM texts
