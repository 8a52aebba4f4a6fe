-- What the machine doubts and nobody has looked at yet, most valuable first, and of these what is least sure: cells that were read in two ways
-- or otherwise not for certain, cells of broken sums that blame nobody although all was read for certain, documents that are pictures or that could not be read to their end, and tables
-- with rows that are not known. A decision (reviews) takes it off until the print is another.
-- Unit: value and proposal in the indicator's unit; weight counts: 1 for a cell, and 3 for each broken sum that
-- blames nobody because of it; 5 for a document that was not read; 2 for one with unknown rows. Source: figures,
-- findings, rules, reports, reviews, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), kind (cell, scan or
-- unknown_row; differ, the cells that two ways of reading or a picture leave open; unclear, the cells because of which findings blame nobody; '' for all),
-- report (a report_id, '' for all), limit.
WITH
held AS (
    SELECT report_id, o.1 AS indicator, o.2 AS applicant, count() AS findings
    FROM
    (
        SELECT report_id, arrayJoin(arrayDistinct(arrayMap(x -> (x.1, x.2), arrayFilter(x -> x.3 IN ('', report_id),
            JSONExtract(operands, 'Array(Tuple(indicator String, applicant String, report_id String))'))))) AS o
        FROM findings
        WHERE blame != 'agency' AND severity = 'error' AND ({report:String} = '' OR report_id = {report:String})
    )
    GROUP BY report_id, indicator, applicant
),
fitting AS (
    SELECT report_id, x.1 AS indicator, x.2 AS applicant, any(x.3) AS fits
    FROM
    (
        SELECT report_id, arrayJoin(JSONExtract(operands, 'Array(Tuple(indicator String, applicant String, expected Nullable(Decimal(20, 6))))')) AS x
        FROM findings
        WHERE rule IN (SELECT id FROM rules WHERE kind = 'location') AND ({report:String} = '' OR report_id = {report:String})
    )
    WHERE x.3 IS NOT NULL
    GROUP BY report_id, indicator, applicant
),
unsettled AS (
    -- Broken sums that blame nobody although all their cells were read for certain: the figure that they speak of is looked at.
    SELECT DISTINCT report_id, subject AS indicator, of AS applicant
    FROM
    (
        SELECT f.report_id AS report_id, toString(f.rule) AS rule, toString(f.indicator) AS subject, toString(f.applicant) AS of,
            arrayJoin(arrayConcat([(toString(f.indicator), toString(f.applicant))], arrayMap(x -> (x.1, x.2), arrayFilter(x -> x.3 IN ('', f.report_id),
                JSONExtract(f.operands, 'Array(Tuple(indicator String, applicant String, report_id String))'))))) AS o
        FROM findings AS f
        WHERE f.blame = 'unclear' AND f.severity = 'error' AND f.indicator != '' AND ({report:String} = '' OR f.report_id = {report:String})
    )
    GROUP BY report_id, rule, subject, of
    HAVING max((report_id, o.1, o.2) IN (SELECT report_id, toString(indicator), toString(applicant) FROM figures WHERE confidence < 1 AND ({report:String} = '' OR report_id = {report:String}))) = 0
),
doubts AS (
    SELECT 'cell' AS kind, f.report_id AS report_id, f.agency_id AS agency_id, f.fiscal_year AS fiscal_year, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant,
        f.raw AS printed, toString(f.state) AS state, f.value AS value, toFloat64(f.confidence) AS confidence, p.fits AS proposal, toInt64(greatest(h.findings, toUInt64(f.confidence = 1))) AS findings, 1 + 3 * findings AS weight
    FROM figures AS f
    LEFT JOIN held AS h ON h.report_id = f.report_id AND h.indicator = toString(f.indicator) AND h.applicant = toString(f.applicant)
    LEFT JOIN fitting AS p ON p.report_id = f.report_id AND p.indicator = toString(f.indicator) AND p.applicant = toString(f.applicant)
    WHERE (f.confidence < 1 OR (f.report_id, toString(f.indicator), toString(f.applicant)) IN (SELECT report_id, indicator, applicant FROM unsettled)) AND ({report:String} = '' OR f.report_id = {report:String})
    UNION ALL
    SELECT 'scan', r.report_id, r.agency_id, r.fiscal_year, '', '', ifNull(r.title, ''), toString(r.outcome), NULL, 0, NULL, 0, 5
    FROM reports AS r
    WHERE r.outcome IN ('image_only', 'partial') AND ({report:String} = '' OR r.report_id = {report:String})
    UNION ALL
    SELECT 'unknown_row', f.report_id, any(f.agency_id), any(f.fiscal_year), '', '', any(f.message), '', NULL, 0, NULL, toInt64(count()), 2
    FROM findings AS f
    WHERE f.rule = 'E101' AND ({report:String} = '' OR f.report_id = {report:String})
    GROUP BY f.report_id
)
SELECT
    d.kind AS kind,
    d.report_id AS report_id,
    d.agency_id AS agency_id,
    ifNull(a.name, '') AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    d.fiscal_year AS fiscal_year,
    d.indicator AS indicator,
    d.applicant AS applicant,
    d.printed AS printed,
    d.state AS state,
    d.value AS value,
    d.confidence AS confidence,
    d.proposal AS proposal,
    d.findings AS findings,
    d.weight AS weight,
    count() OVER () AS total
FROM doubts AS d
LEFT JOIN agencies AS a ON a.agency_id = d.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({kind:String} = '' OR d.kind = {kind:String} OR d.kind = 'cell' AND ({kind:String} = 'differ' AND round(d.confidence, 2) = 0.7 OR {kind:String} = 'unclear' AND d.findings > 0))
  AND (d.report_id, d.kind, d.indicator, d.applicant) NOT IN (SELECT report_id, toString(r.kind), toString(r.indicator), toString(r.applicant) FROM reviews AS r WHERE stands = 1)
ORDER BY weight DESC, confidence, fiscal_year DESC, report_id, kind, indicator, applicant
LIMIT {limit:UInt32}
