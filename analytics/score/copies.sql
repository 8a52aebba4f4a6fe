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
    SELECT v.agency_id AS agency_id, v.fiscal_year AS fiscal_year, v.part AS part, v.cells AS cells, v.telling AS telling,
        v.indicator AS indicator, v.applicant AS applicant, v.largest AS largest,
        r.report_id AS report_id, r.reading_id AS reading_id, r.previous_report_id AS previous_report_id, r.previous_reading_id AS previous_reading_id,
        -- The report of a government may count what its departments report.
        r.scope != 'government_aggregate' AND (r.family != 'gov_office' OR r.scope = 'own_office') AS own,
        lagInFrame(v.fiscal_year) OVER years = v.fiscal_year - 1 AND lagInFrame(v.vector) OVER years = v.vector AS repeated,
        countIf(telling AND own) OVER (PARTITION BY r.unit, v.fiscal_year, v.part) AS compared,
        groupArrayIf((v.agency_id, r.report_id, r.reading_id), telling AND own) OVER (PARTITION BY r.unit, v.fiscal_year, v.part, v.vector) AS alike,
        arraySort(arrayFilter(a -> a.1 != v.agency_id, alike)) AS others
    FROM across_vectors AS v
    INNER JOIN across_reports AS r ON r.agency_id = v.agency_id AND r.fiscal_year = v.fiscal_year
    WHERE v.run_id = {run:UInt64} AND v.slice = {slice:UInt32} AND r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
    WINDOW years AS (PARTITION BY v.agency_id, v.part ORDER BY v.fiscal_year ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
SELECT {run:UInt64}, {slice:UInt32}, c.1 AS rule, v.report_id, v.reading_id, c.2, c.3, v.agency_id, v.fiscal_year,
    c.5.1, c.5.2, 'unclear', v.indicator, v.applicant, NULL, NULL,
    if(c.5.1 = 'fail', concat(toString(v.fiscal_year), '年度报告', if(v.part = 'requests', '表三', '表三以外'), '的 ', toString(v.cells), ' 个非零数字与',
        if(rule = 'Q102', '上一年度报告', concat(g.name, toString(v.fiscal_year), '年度报告')), '全部相同，最大的为 ', toString(v.largest),
        if(rule = 'Q103' AND length(v.others) > 1, concat('；另有 ', toString(length(v.others) - 1), ' 个机关相同'), '')), ''),
    if(c.5.1 = 'fail', toJSONString(CAST([(v.indicator, v.applicant, 1, v.largest, 'number', v.report_id, v.fiscal_year), (v.indicator, v.applicant, -1, v.largest, 'number', c.2, c.4)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM vectors AS v
ARRAY JOIN [
    ('Q102', previous_report_id, previous_reading_id, toUInt16(fiscal_year - 1),
        multiIf(NOT telling, ('vacuous', ''), previous_report_id = '', ('not_assessable', 'no_previous_report'), repeated, ('fail', ''), ('pass', ''))),
    ('Q103', others[1].2, others[1].3, fiscal_year,
        multiIf(NOT telling, ('vacuous', ''), compared < 2, ('not_assessable', 'too_few_reports'), notEmpty(others), ('fail', ''), ('pass', '')))] AS c
LEFT JOIN agencies AS g ON g.agency_id = v.others[1].1
WHERE rule = 'Q102' OR v.own
