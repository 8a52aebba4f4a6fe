-- R601: what a year carries out, the next carries in, in every column of table 3. Held only
-- between the reports of one agency for two years in a row, where both figures are known and
-- the two count the same scope. The later report carries the finding. The agency is to blame only
-- where both cells were read with full confidence.
--
-- Unit: 件. Source: figures, rules; 统一格式表三.
-- Parameters: run (number of the score run).
INSERT INTO findings_across (run_id, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    rule, severity, blame, message, indicator, applicant, expected, actual, operands)
WITH
transform(b.applicant,
    ['natural_person', 'business', 'research_institute', 'public_interest', 'legal_service', 'other_organisation', 'total'],
    ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'], b.applicant) AS column,
known AS
(
    SELECT report_id, reading_id, agency_id, fiscal_year, scope, indicator, applicant, value, state, confidence
    FROM figures
    WHERE indicator IN ('requests_carried_in', 'requests_carried_out') AND applicant != '' AND value IS NOT NULL
        AND NOT startsWith(agency_id, 'unresolved-') -- two agencies may share a name that is not certain
),
rule AS
(
    SELECT id, severity, title_zh FROM rules WHERE id = 'R601'
)
SELECT {run:UInt64}, b.report_id, b.reading_id, a.report_id, a.reading_id, b.agency_id, b.fiscal_year,
    rule.id, rule.severity, if(a.confidence = 1 AND b.confidence = 1, 'agency', 'unclear'),
    concat(rule.title_zh, '：', toString(a.fiscal_year), '年度报告结转下年度（', column, '）为 ', toString(a.value), '，',
        toString(b.fiscal_year), '年度报告上年结转（', column, '）为 ', toString(b.value)),
    b.indicator, b.applicant, a.value, b.value,
    toJSONString(CAST(
        [(a.indicator, a.applicant, 1, a.value, a.state, a.report_id, a.fiscal_year), (b.indicator, b.applicant, -1, b.value, b.state, b.report_id, b.fiscal_year)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))'))
FROM known AS a
INNER JOIN known AS b ON b.agency_id = a.agency_id AND b.applicant = a.applicant
CROSS JOIN rule
WHERE a.indicator = 'requests_carried_out' AND b.indicator = 'requests_carried_in' AND b.fiscal_year = a.fiscal_year + 1
    AND a.value != b.value
    AND (a.scope = b.scope OR a.scope = 'unknown' OR b.scope = 'unknown')
