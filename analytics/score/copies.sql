-- The same figures twice (across_vectors): Q102 as in the year before, Q103 as in the report of
-- another agency of the county. Who copied from whom is not known, and two names of one office
-- lawfully report the same: nobody is to blame. Where the figures are too few or too small to
-- tell, chance may have made them the same and the check is vacuous.
--
-- Unit: of the indicators. Source: across_vectors, across_reports, agencies.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
vectors AS
(
    SELECT v.agency_id AS agency_id, v.fiscal_year AS fiscal_year, v.part AS part, v.vector AS vector, v.cells AS cells, v.telling AS telling,
        v.indicator AS indicator, v.applicant AS applicant, v.largest AS largest,
        r.unit AS unit, r.report_id AS report_id, r.reading_id AS reading_id, r.previous_report_id AS previous_report_id, r.previous_reading_id AS previous_reading_id,
        -- The report of a government may count what its departments report.
        r.scope != 'government_aggregate' AND (r.family != 'gov_office' OR r.scope = 'own_office') AS own
    FROM across_vectors AS v
    INNER JOIN across_reports AS r ON r.agency_id = v.agency_id AND r.fiscal_year = v.fiscal_year
    WHERE v.run_id = {run:UInt64} AND v.slice = {slice:UInt32} AND r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
),
repeated AS
(
    SELECT 'Q102' AS rule, b.part AS part, b.report_id AS report_id, b.reading_id AS reading_id, b.previous_report_id AS other_report_id, b.previous_reading_id AS other_reading_id,
        b.agency_id AS agency_id, b.fiscal_year AS fiscal_year, toUInt16(b.fiscal_year - 1) AS other_year,
        multiIf(NOT b.telling, ('vacuous', ''), b.previous_report_id = '', ('not_assessable', 'no_previous_report'), a.vector = b.vector, ('fail', ''), ('pass', '')) AS verdict,
        b.cells AS cells, b.indicator AS indicator, b.applicant AS applicant, b.largest AS largest, '上一年度报告' AS other, 0 AS more
    FROM vectors AS b
    LEFT JOIN vectors AS a ON a.agency_id = b.agency_id AND a.fiscal_year = b.fiscal_year - 1 AND a.part = b.part
),
alike AS
(
    SELECT unit, fiscal_year, part, vector, arraySort(groupArray((agency_id, report_id, reading_id))) AS all, sum(length(all)) OVER (PARTITION BY unit, fiscal_year, part) AS compared
    FROM vectors WHERE telling AND own
    GROUP BY unit, fiscal_year, part, vector
),
shared AS
(
    SELECT 'Q103' AS rule, v.part AS part, v.report_id AS report_id, v.reading_id AS reading_id, p.o.2 AS other_report_id, p.o.3 AS other_reading_id,
        v.agency_id AS agency_id, v.fiscal_year AS fiscal_year, v.fiscal_year AS other_year,
        multiIf(NOT v.telling, ('vacuous', ''), a.compared < 2, ('not_assessable', 'too_few_reports'), p.o.2 != '', ('fail', ''), ('pass', '')) AS verdict,
        v.cells AS cells, v.indicator AS indicator, v.applicant AS applicant, v.largest AS largest,
        concat(g.name, toString(v.fiscal_year), '年度报告') AS other, greatest(length(a.all), 2) - 2 AS more
    FROM vectors AS v
    LEFT JOIN alike AS a ON a.unit = v.unit AND a.fiscal_year = v.fiscal_year AND a.part = v.part AND a.vector = v.vector
    LEFT JOIN (SELECT unit, fiscal_year, part, vector, x.1 AS agency_id, arrayFirst(y -> y != x, all) AS o FROM alike ARRAY JOIN all AS x WHERE length(all) > 1) AS p
        ON p.agency_id = v.agency_id AND p.fiscal_year = v.fiscal_year AND p.part = v.part
    LEFT JOIN agencies AS g ON g.agency_id = p.o.1
    WHERE v.own
)
SELECT {run:UInt64}, {slice:UInt32}, rule, report_id, reading_id, other_report_id, other_reading_id, agency_id, fiscal_year,
    verdict.1, verdict.2, 'unclear', indicator, applicant, NULL, NULL,
    concat(toString(fiscal_year), '年度报告', if(part = 'requests', '表三', '表三以外'), '的 ', toString(cells), ' 个非零数字与', other, '全部相同，最大的为 ', toString(largest),
        if(more > 0, concat('；另有 ', toString(more), ' 个机关相同'), '')),
    toJSONString(CAST([(indicator, applicant, 1, largest, 'number', report_id, fiscal_year), (indicator, applicant, -1, largest, 'number', other_report_id, other_year)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))'))
FROM (SELECT * FROM repeated UNION ALL SELECT * FROM shared)
