-- Which texts there are to compare: of each report its current version, and its first one where
-- that says something else. A report without a text that could be read takes no part. Agencies whose
-- name is not certain are left out: two may share it. The digest of a unit does not depend on the
-- order of its texts: the sum and the XOR of their hashes.
--
-- Source: report_states, readings.
-- Parameters: run (number of the score run), method (version of the normal form).
INSERT INTO text_inventory (run_id, report_id, which, reading_id, text_id, agency_id, agency_name, division_code, division_name, province, family, fiscal_year, unit, unit_digest, written)
WITH
states AS
(
    SELECT report_id, reading_id, history, versions, agency_id, agency_name, ifNull(division_code, '') AS code, ifNull(division_name, '') AS division, toString(family) AS family, fiscal_year,
        concat(coalesce(county_code, nullIf(code, ''), agency_id), '/', toString(fiscal_year)) AS unit
    FROM report_states FINAL
    WHERE NOT startsWith(agency_id, 'unresolved-')
),
several AS
(
    SELECT *, history[1].1 AS first_id FROM states WHERE versions > 1
),
texts AS
(
    SELECT s.report_id AS report_id, 'current' AS which, s.reading_id AS shown, r.content_hash AS text_id, s.agency_id AS agency_id, s.agency_name AS agency_name, s.code AS code, s.division AS division,
        s.family AS family, s.fiscal_year AS fiscal_year, s.unit AS unit, r.written AS written
    FROM states AS s
    INNER JOIN (SELECT reading_id, content_hash, notEmpty(texts) AS written FROM readings WHERE report_id != '') AS r ON r.reading_id = s.reading_id
    UNION ALL
    SELECT s.report_id, 'first', s.first_id, f.content_hash, s.agency_id, s.agency_name, s.code, s.division, s.family, s.fiscal_year, s.unit, f.written
    FROM several AS s
    INNER JOIN (SELECT reading_id, content_hash, notEmpty(texts) AS written FROM readings WHERE reading_id IN (SELECT first_id FROM several)) AS f ON f.reading_id = s.first_id
    INNER JOIN (SELECT reading_id, content_hash FROM readings WHERE reading_id IN (SELECT reading_id FROM several)) AS c ON c.reading_id = s.reading_id
    WHERE f.content_hash != c.content_hash
)
SELECT {run:UInt64}, report_id, which, shown, text_id, agency_id, agency_name, code, division, left(code, 2), family, fiscal_year, unit,
    hex(sipHash128({method:UInt32}, sum(h) OVER (PARTITION BY unit), groupBitXor(h) OVER (PARTITION BY unit))), written
-- What nobody could read is not part of the digest.
FROM (SELECT *, if(written, sipHash64(report_id, which, text_id, agency_name, code, division), 0) AS h FROM texts)
