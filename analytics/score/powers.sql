-- Q106: what the agency has no power to do.
--
-- 规章 are made by ministries, provinces and cities with districts: a county's report that says
-- that it made, published or has some in force counts something else. Licences are granted by
-- agencies that have some: 审计, 统计, 信访, 退役军人, 医疗保障, 乡村振兴 have none at the county level.
-- Both from common knowledge, not looked up for any county [K]; powers may be delegated. Nobody
-- is to blame.
--
-- Unit: 件. Source: across_reports, across_figures, indicators; 立法法.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
SELECT {run:UInt64}, {slice:UInt32}, 'Q106', r.report_id, r.reading_id, r.report_id, r.reading_id, r.agency_id, r.fiscal_year,
    (multiIf(f.state = 'unreadable', ('not_assessable', 'unknown_value'), ifNull(f.value, 0) = 0, ('vacuous', ''), ('fail', '')) AS verdict).1, verdict.2,
    'unclear', f.indicator, f.applicant, NULL, f.value,
    if(verdict.1 = 'fail', concat(i.label_zh, '为 ', ifNull(toString(f.value), '空')), ''),
    if(verdict.1 = 'fail', toJSONString(CAST([(f.indicator, f.applicant, 1, f.value, f.state, f.report_id, f.fiscal_year)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM across_reports AS r
INNER JOIN across_figures AS f ON f.agency_id = r.agency_id AND f.fiscal_year = r.fiscal_year
LEFT JOIN indicators AS i ON i.form = r.form AND i.indicator = f.indicator AND i.applicant = f.applicant
WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32} AND f.run_id = {run:UInt64} AND f.slice = {slice:UInt32}
    AND (r.level IN ('county', 'township') AND f.indicator IN ('proactive_rules_made', 'proactive_rules_in_force', 'proactive_rules_total_published')
        OR r.level = 'county' AND f.indicator = 'proactive_licence_decisions'
            AND r.family IN ('audit', 'statistics', 'petition', 'veterans', 'medical_insurance', 'rural_revital'))
