-- Q101: a count is at least five times as large as in the year before, or at most a fifth, and at
-- least 20 in one of the two. Below 20 the check is vacuous. New powers, a campaign or one busy
-- applicant lawfully do that: nobody is to blame.
--
-- Unit: 件, 条. Source: across_reports, across_figures, indicators.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
watched AS
(
    SELECT * FROM across_figures
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32} AND (indicator, applicant) IN (
        ('requests_new', 'total'), ('outcome_total', 'total'), ('requests_received', ''), ('requests_closed', ''), ('answer_total', ''),
        ('narrative_requests_received', ''), ('published_total', ''),
        ('proactive_licence_decisions', ''), ('proactive_penalty_decisions', ''), ('proactive_coercion_decisions', ''),
        ('proactive_normative_documents_made', ''), ('proactive_normative_documents_in_force', ''), ('proactive_normative_documents_total_published', ''),
        ('reconsideration_total', ''), ('reconsideration_decided', ''), ('litigation_direct_total', ''), ('litigation_decided', ''))
)
SELECT {run:UInt64}, {slice:UInt32}, 'Q101', r.report_id, r.reading_id, r.previous_report_id, r.previous_reading_id, r.agency_id, r.fiscal_year,
    (multiIf(r.obstacle != '', ('not_assessable', toString(r.obstacle)),
        a.value IS NULL OR b.value IS NULL, ('not_assessable', 'unknown_value'),
        greatest(a.value, b.value) < 20, ('vacuous', ''),
        greatest(a.value, b.value) >= 5 * least(a.value, b.value), ('fail', ''), ('pass', '')) AS verdict).1,
    verdict.2, 'unclear', b.indicator, b.applicant, NULL, b.value,
    if(verdict.1 = 'fail', concat(i.label_zh, '：', toString(a.fiscal_year), '年度为 ', ifNull(toString(a.value), '空'), '，', toString(b.fiscal_year), '年度为 ', ifNull(toString(b.value), '空')), ''),
    if(verdict.1 = 'fail', toJSONString(CAST([(a.indicator, a.applicant, 1, a.value, a.state, a.report_id, a.fiscal_year), (b.indicator, b.applicant, -1, b.value, b.state, b.report_id, b.fiscal_year)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM across_reports AS r
INNER JOIN watched AS b ON b.agency_id = r.agency_id AND b.fiscal_year = r.fiscal_year
INNER JOIN watched AS a ON a.agency_id = b.agency_id AND a.indicator = b.indicator AND a.applicant = b.applicant AND a.fiscal_year = b.fiscal_year - 1
LEFT JOIN indicators AS i ON i.form = r.form AND i.indicator = b.indicator AND i.applicant = b.applicant
WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
