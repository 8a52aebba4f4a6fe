-- Q107: fees of a year that are about ten thousand times those of the agency's other years (3,000 to
-- 30,000 times their median): 元 were probably written in a column of 万元. The reading of the unit
-- may be ours: nobody is to blame.
--
-- Unit: 万元. Source: across_reports, across_figures; 统一格式表二.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
fees AS
(
    SELECT agency_id, fiscal_year, report_id, value, state,
        groupArrayIf((fiscal_year, value, report_id), value > 0) OVER (PARTITION BY agency_id) AS all,
        arraySort(o -> o.2, arrayFilter(o -> o.1 != fiscal_year, all)) AS others,
        others[intDiv(length(others) + 1, 2)] AS middle -- the lower one of two
    FROM across_figures
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32} AND indicator = 'proactive_fees_amount'
)
SELECT {run:UInt64}, {slice:UInt32}, 'Q107', r.report_id, r.reading_id, r.report_id, r.reading_id, r.agency_id, r.fiscal_year,
    (multiIf(f.value IS NULL, ('not_assessable', 'unknown_value'), f.value = 0, ('vacuous', ''), empty(f.others), ('not_assessable', 'too_few_reports'),
        f.value BETWEEN 3000 * f.middle.2 AND 30000 * f.middle.2, ('fail', ''), ('pass', '')) AS verdict).1, verdict.2,
    'unclear', 'proactive_fees_amount', '', NULL, f.value,
    if(verdict.1 = 'fail', concat(toString(f.fiscal_year), '年度行政事业性收费为 ', ifNull(toString(f.value), '空'), ' 万元，', toString(f.middle.1), '年度为 ', ifNull(toString(f.middle.2), '空'), ' 万元'), ''),
    if(verdict.1 = 'fail', toJSONString(CAST([('proactive_fees_amount', '', 1, f.value, f.state, f.report_id, f.fiscal_year), ('proactive_fees_amount', '', -1, f.middle.2, 'number', f.middle.3, f.middle.1)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM across_reports AS r
INNER JOIN fees AS f ON f.agency_id = r.agency_id AND f.fiscal_year = r.fiscal_year
WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
